"""programme.toml: places that learn together and who steers them, with every fault; strange keys and comments stay."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from commonweal.errors import Fault, FaultyInput
from commonweal.files.checks.person_data import nhs_number_faults
from commonweal.files.disk import bytes_of
from commonweal.files.place_toml import AT_LINE, PLACE_FILE
from commonweal.files.programmes.members import (
    MEMBER,
    PROGRAMME_FILE,
    Section,
    id_of,
    member_of,
    sections_of,
    write_member,
)
from commonweal.files.programmes.rules import (
    fault_at,
    faults_between,
    faults_of_name,
    faults_of_places,
    odd_chairs,
    strange_keys,
)
from commonweal.files.text import quoted, text_of
from commonweal.place.schema import Member, Programme


def read_programme(path: Path) -> Programme:
    """The programme that a programme.toml describes.

    Parameters
    ----------
    path
        The file, or the folder that holds it. The places lie beside it.

    Returns
    -------
    Programme
        All or nothing: with a single fault there is no result.

    Raises
    ------
    FaultyInput
        With every fault of the file, and one for each place that is no folder with a place.toml.
    """
    programme, faults, _ = _examined(path)
    if programme is None or faults:
        raise FaultyInput(faults)
    return programme


def check_programme(path: Path) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
    """Every fault of a programme.toml, and what is odd about it but no fault.

    Returns
    -------
    faults, warnings
        Both empty for a programme without blemish.
    """
    _, faults, warnings = _examined(path)
    return tuple(faults), tuple(str(warning) for warning in warnings)


def _examined(path: Path) -> tuple[Programme | None, list[Fault], list[Fault]]:
    file = path / PROGRAMME_FILE if path.is_dir() else path
    data, unopened = bytes_of({PROGRAMME_FILE: file})
    text, unsound = text_of(PROGRAMME_FILE, data.get(PROGRAMME_FILE, b""))
    if faults := [*unopened, *unsound, *nhs_number_faults(PROGRAMME_FILE, text)]:
        return None, faults, []
    programme, faults, warnings = read_programme_toml(text)
    named = programme.places if programme else ()
    absent = [place for place in named if not (file.parent / place / PLACE_FILE).is_file()]
    faults += [
        fault_at(text, "places", f"{place} is no folder with a {PLACE_FILE} in it", "Name folders beside this file.")
        for place in absent
    ]
    return programme, faults, warnings


def read_programme_toml(text: str) -> tuple[Programme | None, list[Fault], list[Fault]]:
    """The programme that a text describes, every fault in it, and what is odd but no fault.

    Whether the places are there is not looked at. A member without an id takes the one that its name makes.

    Examples
    --------
    >>> programme, faults, warnings = read_programme_toml('name = "Local Vision"')
    >>> print(*faults)
    programme.toml, column places: the key is missing. Add it, such as: places = ["plymouth", "kent"].
    """
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return None, [_broken(text, str(error))], []
    sections, faults = sections_of(document, text)
    name, places = document.get("name"), document.get("places")
    faults += [*faults_of_name(text, name), *faults_of_places(text, places)]
    read = [(section, *member_of(section)) for section in sections]
    members = [(section, member) for section, member, _ in read if member]
    faults += [fault for _, _, wrong in read for fault in wrong]
    faults += faults_between(members, known={str(id_of(section)) for section in sections})
    warnings = list(strange_keys(document, sections, text))
    if faults:
        return None, faults, warnings
    programme = Programme(str(name), tuple(places or ()), tuple(member for _, member in members), text)
    return programme, [], [*warnings, *odd_chairs(programme.members)]


def _broken(text: str, error: str) -> Fault:
    match = AT_LINE.search(error)
    row = int(match[1]) if match else text.count("\n") + 1
    problem = f"the file is not TOML: {quoted(AT_LINE.sub('', error).rstrip('.'))}"
    return Fault(
        PROGRAMME_FILE, row, None, problem, 'Write each line as key = "value", and close every quotation mark.'
    )


def programme_text(programme: Programme) -> str:
    """A programme.toml that says what the programme says, with everything else of the text it came from kept.

    Where that text says it already, it comes back letter for letter.

    Examples
    --------
    >>> print(programme_text(Programme("Local Vision", ("kent",), toml="year = 1  # of three")), end="")
    year = 1  # of three
    name = "Local Vision"
    places = ["kent"]
    """
    before, _, _ = read_programme_toml(programme.toml)
    if before == programme:
        return programme.toml
    document = _parsed(programme.toml)
    if before is None or before.name != programme.name:
        document["name"] = programme.name
    if before is None or before.places != programme.places:
        document["places"] = list(programme.places)
    if before is None or before.members != programme.members:
        _write_members(document, programme.members)
    return tomlkit.dumps(document)


def _parsed(text: str) -> tomlkit.TOMLDocument:
    """The document to write into: empty where the text is not TOML."""
    try:
        return tomlkit.parse(text)
    except (ValueError, RecursionError, TOMLKitError):
        return tomlkit.document()


def _write_members(document: tomlkit.TOMLDocument, members: Sequence[Member]) -> None:
    """Let the document hold these members in this order, each with the strange keys that it had."""
    present = document.get(MEMBER)
    tables = list(present) if isinstance(present, AoT) else []
    by_id = {str(id_of(Section(table.unwrap()))): table for table in tables}
    kept = tomlkit.aot()
    for member in members:
        table = by_id.pop(member.id, tomlkit.table())
        write_member(table, member)
        kept.append(table)
    document.pop(MEMBER, None)
    if members:
        document[MEMBER] = kept
