"""A place folder in and out: everything or nothing, with every fault told together."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from commonweal.errors import Fault, FaultyInput, WrongUse
from commonweal.files.checks.person_data import nhs_number_faults
from commonweal.files.checks.whole import faults_of, warnings_of
from commonweal.files.disk import bytes_of, files_in, is_passed_over, not_a_folder, write_file
from commonweal.files.parameters import read_parameters
from commonweal.files.place_toml import PLACE_FILE, place_toml_text, read_place_toml
from commonweal.files.schema import Checked, Draft, PlaceFolder, Table
from commonweal.files.series import read_series, series_text
from commonweal.files.tables import ALIKE, TABLES, read_table, table_text
from commonweal.files.text import shown, text_of, without_nhs_numbers
from commonweal.investment.schema import Case
from commonweal.measures.schema import Series
from commonweal.names import is_slug, slug
from commonweal.place.schema import Place
from commonweal.systemmap.schema import SystemMap

SERIES_FOLDER = "series"

# Files of these kinds are text, whoever wrote them: UTF-8 and without NHS numbers.
TEXT_KINDS = {".csv", ".toml", ".md", ".txt"}

# Tables that PlaceFolder keeps inside its system map.
IN_MAP = {"factors", "links"}

# Tables of the contract that rooms to come will read.
OTHER_TABLES = {
    "statements.csv", "votes.csv", "participants.csv", "actions.csv", "barriers.csv", "responses.csv", "pulse.csv",
    "offers.csv", "needs.csv", "assessments.csv", "ratings.csv", "plans.csv", "roles.csv",
}  # fmt: skip

WRITE_INSIDE = "Name it by a path within the folder, such as notes/plan.md."


@dataclass(frozen=True, slots=True)
class Contents:
    """What the files of a folder say, each by itself, with their faults and what is odd."""

    place: Place | None
    toml: str
    tables: Mapping[str, Table[Any]]
    series: Mapping[str, Series]
    others: Mapping[str, bytes]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


NOTHING = Contents(None, "", {}, {}, {}, (), ())


def read_place(path: Path) -> PlaceFolder:
    """The whole of a place folder.

    Parameters
    ----------
    path
        A folder with at least a place.toml. Hidden files are passed over.

    Returns
    -------
    PlaceFolder
        All or nothing: with a single fault in any file there is no result.

    Raises
    ------
    FaultyInput
        With every fault of every file.
    """
    checked = examine_place(path)
    if checked.folder is None:
        raise FaultyInput(checked.faults)
    return checked.folder


def check_place(path: Path) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
    """Every fault of a place folder, and what is odd about it but no fault.

    Returns
    -------
    faults, warnings
        Both empty for a folder without blemish. No message repeats an NHS number.
    """
    checked = examine_place(path)
    return checked.faults, checked.warnings


def read_case(path: Path) -> Case:
    """All that a joint decision rests on: a place folder with the dated tables of rates and grades.

    Raises
    ------
    FaultyInput
        With every fault of every file.
    """
    folder = read_place(path)
    return Case(
        place=folder.place,
        partners=folder.partners,
        system_map=folder.system_map,
        measures=folder.measures,
        series=folder.series,
        events=folder.events,
        options=folder.options,
        effects=folder.effects,
        costs=folder.costs,
        benefits=folder.benefits,
        valuations=folder.valuations,
        budgets=folder.budgets,
        parameters=read_parameters(path),
    )


def examine_place(path: Path) -> Checked:
    """A place folder with all that is wrong or odd about it; `folder` is None where anything is wrong."""
    contents = _contents(path)
    if not contents.tables:
        return Checked(None, fit_to_show(contents.faults), ())
    draft, faults = _draft(contents, path)
    faults = [*contents.faults, *faults, *faults_of(draft)]
    warnings = fit_to_show([*contents.warnings, *warnings_of(draft)])
    folder = None if faults or contents.place is None else _place_folder(contents, contents.place)
    return Checked(folder, fit_to_show(faults), tuple(str(warning) for warning in warnings))


def _place_folder(contents: Contents, place: Place) -> PlaceFolder:
    rows = {file.removesuffix(".csv"): table.rows for file, table in contents.tables.items()}
    return PlaceFolder(
        place=place,
        system_map=SystemMap(factors=rows["factors"], links=rows["links"]),
        series=contents.series,
        others=contents.others,
        toml=contents.toml,
        **{name: kept for name, kept in rows.items() if name not in IN_MAP},
    )


def fit_to_show(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Each fault once, in the order of files and rows, without NHS numbers or letters that cannot be printed."""
    clean = [
        Fault(
            file=without_nhs_numbers(shown(fault.file)),
            row=fault.row,
            column=None if fault.column is None else without_nhs_numbers(shown(fault.column)),
            problem=without_nhs_numbers(shown(fault.problem)),
            mend=without_nhs_numbers(shown(fault.mend)),
        )
        for fault in faults
    ]
    order = {file: place for place, file in enumerate([PLACE_FILE, *TABLES])}
    return tuple(
        sorted(dict.fromkeys(clean), key=lambda fault: (order.get(fault.file, 99), fault.file, fault.row or 0))
    )


def _contents(path: Path) -> Contents:
    """Every file read by itself."""
    if fault := not_a_folder(path):
        return replace(NOTHING, faults=(fault,))
    files, faults = files_in(path)
    refused = {fault.file for fault in faults}
    if PLACE_FILE not in files:
        if PLACE_FILE not in refused and (files or not faults):
            problem = "the folder holds no place.toml, so it is not a place"
            faults.append(Fault(str(path), None, None, problem, "Name the folder of a place."))
        return replace(NOTHING, faults=tuple(faults))
    data, unopened = bytes_of(files)
    texts, unsound = _sound_texts(data)
    measures, misnamed = _measures_with_files(data)
    place = read_place_toml(texts[PLACE_FILE]) if PLACE_FILE in texts else (None, [], [])
    tables = {file: _table(file, texts, is_there=file in files or file in refused) for file in TABLES}
    series = {measure: read_series(texts[file], file, measure) for file, measure in measures.items() if file in texts}
    readings: list[tuple[Any, list[Fault], list[Fault]]] = [place, *tables.values(), *series.values()]
    return Contents(
        place=place[0],
        toml=texts.get(PLACE_FILE, ""),
        tables={file: table for file, (table, _, _) in tables.items()},
        series={measure: values for measure, (values, _, _) in series.items()},
        others={file: held for file, held in data.items() if file not in {PLACE_FILE, *TABLES, *measures}},
        faults=(*faults, *unopened, *unsound, *misnamed, *(fault for _, new, _ in readings for fault in new)),
        warnings=(*_misspelt(data), *(odd for _, _, new in readings for odd in new)),
    )


def _misspelt(files: Iterable[str]) -> list[Fault]:
    """Files that nothing reads and whose name is much like one of ours."""
    absent = sorted({PLACE_FILE, *TABLES} - set(files))
    problem = "we do not read a file of this name, and keep it"
    return [
        Fault(file, None, None, problem, f"Did you mean {near[0]}?")
        for file in files
        if file not in {PLACE_FILE, *TABLES, *OTHER_TABLES}
        if (near := difflib.get_close_matches(file.lower(), absent, 1, ALIKE))
    ]


def _sound_texts(data: Mapping[str, bytes]) -> tuple[dict[str, str], list[Fault]]:
    """The texts among the files, without those that are not UTF-8, and what is wrong with any."""
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for file, held in data.items():
        is_text = PurePosixPath(file).suffix.lower() in TEXT_KINDS
        text, wrong = text_of(file, held) if is_text else ("", ())
        faults += [*wrong, *nhs_number_faults(file, text)]
        if is_text and not wrong:
            texts[file] = text
    return texts, faults


def _table(file: str, texts: Mapping[str, str], *, is_there: bool) -> tuple[Table[Any], list[Fault], list[Fault]]:
    """A table; empty where there is no such file, and without known ids where there is one that is no text."""
    if file in texts:
        return read_table(texts[file], file, TABLES[file])
    return Table(file, ids=None if is_there else frozenset()), [], []


def _measures_with_files(files: Iterable[str]) -> tuple[dict[str, str], list[Fault]]:
    """The measure of each file of values, and a fault for each whose name is no id."""
    paths = {file: PurePosixPath(file) for file in files}
    measures = {file: path.stem for file, path in paths.items() if is_series_file(path)}
    faults = [
        Fault(
            file,
            None,
            None,
            "the name of the file is not the id of a measure",
            f"Name it {slug(measure) or 'a-measure'}.csv.",
        )
        for file, measure in measures.items()
        if not is_slug(measure)
    ]
    return measures, faults


def is_series_file(path: PurePosixPath) -> bool:
    """Whether a path within a folder is that of a measure's values."""
    return path.parent == PurePosixPath(SERIES_FOLDER) and path.suffix == ".csv"


def _draft(contents: Contents, path: Path) -> tuple[Draft, list[Fault]]:
    """The contents as nouns, for the checks between them, and the faults of the place's own dated tables."""
    rates: tuple[str, ...] = ()
    faults: list[Fault] = []
    if not contents.faults:
        try:
            rates = tuple(table.name for table in read_parameters(path).rates)
        except FaultyInput as error:
            faults += error.faults
    tables: dict[str, Any] = {file.removesuffix(".csv"): table for file, table in contents.tables.items()}
    series = tuple(contents.series)
    return Draft(place=contents.place, toml=contents.toml, rates=rates, series=series, **tables), faults


def write_place(folder: PlaceFolder, path: Path) -> None:
    """Write a place into a folder, so that `read_place` gives the same place back.

    Every file is written whole or not at all, and the same place gives the same bytes. Tables and series that the
    place does not have are taken away where the folder has them from before; other people's files stay.

    Parameters
    ----------
    folder
        The place.
    path
        Where to; made where it is not there.

    Raises
    ------
    FaultyInput
        Before anything is written, where a name would lead out of the folder or hide one of its tables.
    WrongUse
        Where the disk refuses.
    """
    if faults := _misnamed(folder):
        raise FaultyInput(faults)
    data = files_of(folder)
    try:
        for file, held in data.items():
            write_file(path / file, held)
        for file in _own_files(path) - data.keys():
            (path / file).unlink()
    except OSError as error:
        problem = f"the folder cannot be written ({error.strerror})"
        raise WrongUse(problem, where=shown(str(path)), mend="Choose a folder that you may write to.") from error


def files_of(folder: PlaceFolder) -> dict[str, bytes]:
    """The bytes of every file of a place by its path within the folder; a table without rows has no file."""
    texts = {PLACE_FILE: place_toml_text(folder.place, folder.toml)}
    for file, noun in TABLES.items():
        name = file.removesuffix(".csv")
        if rows := getattr(folder.system_map if name in IN_MAP else folder, name):
            texts[file] = table_text(rows, noun)
    for measure, series in folder.series.items():
        texts[f"{SERIES_FOLDER}/{measure}.csv"] = series_text(series)
    return {**{file: text.encode() for file, text in texts.items()}, **folder.others}


def _misnamed(folder: PlaceFolder) -> list[Fault]:
    """Other files whose path leaves the folder, is hidden or is one of ours; series whose measure is no id."""
    faults = [
        Fault(shown(file), None, None, "it cannot be written under this name", WRITE_INSIDE)
        for file in folder.others
        if not _may_be_written(PurePosixPath(file))
    ]
    return faults + [
        Fault(
            f"{SERIES_FOLDER}/{shown(measure)}.csv", None, None, "the measure is no id", "Write a-z, 0-9 and hyphens."
        )
        for measure in folder.series
        if not is_slug(measure)
    ]


def _may_be_written(path: PurePosixPath) -> bool:
    is_ours = path.as_posix() in {PLACE_FILE, *TABLES} or is_series_file(path)
    leaves = path.is_absolute() or any(
        part in {"", ".."} or is_passed_over(part) or "\\" in part for part in path.parts
    )
    return bool(path.parts) and not is_ours and not leaves


def _own_files(path: Path) -> set[str]:
    """The tables and series that lie in a folder."""
    tables = {file for file in TABLES if (path / file).is_file()}
    return tables | {f"{SERIES_FOLDER}/{file.name}" for file in (path / SERIES_FOLDER).glob("*.csv")}
