"""Laws of a place's files: what is written reads back the same; no bytes whatever give anything but a fault."""

import tempfile
import types
import typing
from dataclasses import fields
from datetime import date, time
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.files.cells import ID_COLUMNS, LARGEST_NUMBER, LARGEST_WHOLE
from commonweal.files.folder import examine_place
from commonweal.files.place_toml import place_toml_text, read_place_toml
from commonweal.files.series import read_series, series_text
from commonweal.files.tables import TABLES, read_table, table_text
from commonweal.files.text import without_nhs_numbers
from commonweal.measures.schema import Series
from commonweal.place.schema import Appraisal, Equity, Place
from small_place import FILES, small_place

# Text with everything that a table trips over, and nothing that is not text.
TEXTS = st.text(
    st.one_of(st.sampled_from(",\"\n\r;\t ' é赤£"), st.characters(exclude_categories=("Cs", "Cc"))), max_size=20
)
SOME_TEXT = TEXTS.filter(str.strip)
SLUGS = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
NUMBERS = st.floats(-LARGEST_NUMBER, LARGEST_NUMBER, allow_nan=False)
UNKNOWN = ("shade", "Bemerkung, lang")


def values(name: str, hint: object, *, required: bool) -> st.SearchStrategy[object]:
    """Any value of a field, by its type."""
    if name.rstrip("_") in ID_COLUMNS:
        return _ids(name, hint, required=required)
    if typing.get_origin(hint) is typing.Literal:
        return st.sampled_from(typing.get_args(hint))
    if typing.get_origin(hint) is types.UnionType:
        inner = next(kind for kind in typing.get_args(hint) if kind is not types.NoneType)
        return st.none() | values(name, inner, required=True)
    return {
        str: SOME_TEXT if required else TEXTS,
        float: NUMBERS,
        int: st.integers(-LARGEST_WHOLE, LARGEST_WHOLE),
        bool: st.booleans(),
        date: st.dates(),
        time: st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
        tuple[str, ...]: st.lists(SLUGS, min_size=int(required), max_size=3).map(tuple),
        tuple[float, ...]: st.lists(NUMBERS, max_size=3).map(tuple),
    }[hint]


def _ids(name: str, hint: object, *, required: bool) -> st.SearchStrategy[object]:
    return SLUGS if required else SLUGS | st.just("")


@st.composite
def rows(draw: st.DrawFn, noun: type) -> list[object]:
    hints = typing.get_type_hints(noun)
    known = {
        field.name: values(field.name, hints[field.name], required=field.default not in (None, "", ()))
        for field in fields(noun)
        if field.name != "extra"
    }
    extra = st.tuples(*(st.tuples(st.just(name), TEXTS) for name in UNKNOWN))
    return draw(st.lists(st.builds(noun, **known, extra=extra), min_size=1, max_size=4))


@given(st.data(), st.sampled_from(sorted(TABLES)))
def test_any_rows_of_any_table_read_back_the_same(data, file):
    noun = TABLES[file]
    before = data.draw(rows(noun))

    table, faults, warnings = read_table(table_text(before, noun), file, noun)

    assert (faults, warnings) == ([], [])
    assert list(table.rows) == before


@st.composite
def any_series(draw: st.DrawFn) -> Series:
    resolution = draw(st.sampled_from(("day", "month", "year")))
    first = {"day": lambda day: day, "month": lambda day: day.replace(day=1), "year": lambda d: date(d.year, 1, 1)}
    periods = tuple(draw(st.lists(st.dates().map(first[resolution]), unique=True, min_size=1, max_size=6)))

    def column(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
        return st.lists(values, min_size=len(periods), max_size=len(periods)).map(tuple)

    numbers = column(st.none() | NUMBERS)
    return Series(
        "calls",
        periods,
        draw(numbers),
        numerators=draw(st.just(()) | numbers),
        denominators=draw(st.just(()) | numbers),
        editions=draw(st.just(()) | column(st.none() | st.just(date.max))),
        resolution=resolution,
        extra=draw(st.just(()) | column(TEXTS).map(lambda texts: (("note", texts),))),
    )


@given(any_series())
def test_any_series_reads_back_the_same(before):
    series, faults, _ = read_series(series_text(before), "series/calls.csv", "calls")

    assert faults == []
    assert series == before


@given(
    st.builds(
        Place,
        name=SOME_TEXT,
        question=SOME_TEXT,
        geography=TEXTS,
        start=st.dates().map(lambda day: day.replace(day=1)),
        horizon_years=st.integers(1, 30),
        appraisal=st.builds(
            Appraisal,
            price_year=st.none() | st.integers(1900, 2100),
            rates=SOME_TEXT,
            deadweight_basis=st.sampled_from((None, "of_population", "of_impact")),
        ),
        equity=st.builds(
            Equity, neighbourhoods=st.lists(SOME_TEXT, max_size=3).map(tuple), least_share=st.floats(0, 1)
        ),
        weights=st.dictionaries(SLUGS, st.floats(0, 1e6), max_size=3).map(lambda weights: tuple(weights.items())),
    ),
    st.sampled_from(["", FILES["place.toml"], "not = = toml"]),
)
def test_any_place_reads_back_the_same(before, text):
    place, faults, _ = read_place_toml(place_toml_text(before, text))

    assert faults == []
    assert place == before


@given(TEXTS)
def test_a_text_without_ten_digits_is_left_as_it_is(text):
    assert without_nhs_numbers(text) == text


ROUGH = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(str.encode),
    st.text(st.sampled_from("\",;\n\r=[]{}.0123456789-+e'#idabc\0\t é"), max_size=200).map(str.encode),
)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """One file of a sound place: replaced, or with a piece of rubbish put somewhere into it."""
    file = draw(st.sampled_from([*FILES, "parameters/grades.csv", "series/new.csv"]))
    sound = FILES.get(file, "").encode()
    rubbish = draw(ROUGH)
    if draw(st.booleans()):
        return file, rubbish
    start = draw(st.integers(0, len(sound)))
    return file, sound[:start] + rubbish + sound[start + draw(st.integers(0, 40)) :]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(damaged())
def test_any_bytes_in_any_file_give_a_place_or_faults_and_never_a_trace(damage):
    file, content = damage
    with tempfile.TemporaryDirectory() as folder:
        place = small_place(Path(folder), {file: content})

        checked = examine_place(place)

    assert (checked.folder is None) == bool(checked.faults)
    assert all(fault.problem and fault.mend for fault in checked.faults)
