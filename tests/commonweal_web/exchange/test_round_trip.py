"""A folder into the database and out again is the same folder."""

from pathlib import Path

import pytest

from commonweal.errors import FaultyInput
from commonweal.files.folder import files_of, read_case, read_place
from commonweal_web.audit.models import AuditEvent
from commonweal_web.exchange.selectors import case_of, place_folder
from commonweal_web.exchange.services import import_place, replace_place
from commonweal_web.place.models import Place
from commonweal_web.place.viewer import EVERYBODY
from commonweal_web.systemmap.models import Factor, NamedMap
from small_place import altered, small_place

pytestmark = pytest.mark.django_db

EXAMPLES = sorted(path.parent for path in (Path(__file__).parents[3] / "examples").glob("*/place.toml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_goes_in_and_comes_out_the_same(path):
    folder = read_place(path)

    place = import_place(folder=folder, slug=path.name, by=None)
    back = place_folder(place, EVERYBODY)

    assert back == folder
    assert files_of(back) == files_of(folder)


def test_a_place_with_comments_strange_columns_and_gaps_comes_out_the_same(tmp_path):
    changes = {
        "series/calls.csv": "period,value,numerator,denominator,edition,weather\n2024-01,310,,,,wet\n2024-02,,,,,dry\n",
        "options.csv": (
            "id,name,description,lead,needs,start,requires,excludes,must,colour\n"
            "wardens,Street wardens,,council,council;police,0,,,,green\n"
            "hub,A hub,,police,,12,wardens,,no,\n"
            "ban,A ban,,council,,0,,hub,,\n"
        ),
    }
    folder = read_place(small_place(tmp_path, changes))

    place = import_place(folder=folder, slug="smallville", by=None)

    assert files_of(place_folder(place, EVERYBODY)) == files_of(folder)
    assert place_folder(place, EVERYBODY) == folder


def test_a_position_goes_with_the_factor_that_it_places(tmp_path):
    place = import_place(folder=read_place(small_place(tmp_path)), slug="smallville", by=None)
    Factor.objects.get(slug="calls").delete()

    back = place_folder(place, EVERYBODY)

    assert [(row.map, row.factor) for row in back.positions] == [
        ("nights", "drinking"),
        ("waits", "drinking"),
        ("main", "drinking"),
    ]


def test_places_on_a_map_that_somebody_keeps_hidden_are_not_given_out(tmp_path):
    place = import_place(folder=read_place(small_place(tmp_path)), slug="smallville", by=None)
    NamedMap.objects.filter(slug="waits").update(disclosure="draft")

    back = place_folder(place, EVERYBODY)

    assert [named.id for named in back.maps] == ["nights"]
    assert {row.map for row in back.positions} == {"nights", "main"}


def test_the_case_of_a_place_is_that_of_its_folder(tmp_path):
    path = small_place(tmp_path)

    place = import_place(folder=read_place(path), slug="smallville", by=None)

    assert case_of(place) == read_case(path)


def test_reading_a_place_takes_at_most_22_queries(tmp_path, django_assert_max_num_queries):
    import_place(folder=read_place(small_place(tmp_path)), slug="smallville", by=None)

    with django_assert_max_num_queries(22):
        place_folder(Place.objects.get(slug="smallville"), EVERYBODY)


def test_replacing_a_place_by_itself_changes_nothing(tmp_path):
    folder = read_place(small_place(tmp_path))
    place = import_place(folder=folder, slug="smallville", by=None)

    replace_place(place=place, folder=folder, viewer=EVERYBODY, by=None)

    assert place_folder(place, EVERYBODY) == folder


def test_an_import_is_written_in_the_chain_of_events(tmp_path):
    import_place(folder=read_place(small_place(tmp_path)), slug="smallville", by=None)

    event = AuditEvent.objects.get()
    assert (event.event, event.place, event.details["factors"]) == ("place imported", "smallville", 4)


def test_a_text_that_the_table_cannot_hold_is_told_and_nothing_is_written(tmp_path):
    long = altered("factors.csv", "Street drinking", "S" * 201)
    folder = read_place(small_place(tmp_path, long))

    with pytest.raises(FaultyInput, match=r"factors.csv, row 2, column name: it has 201 letters"):
        import_place(folder=folder, slug="smallville", by=None)

    assert not Place.objects.exists()


def test_an_id_that_is_taken_is_refused(tmp_path):
    folder = read_place(small_place(tmp_path))
    import_place(folder=folder, slug="smallville", by=None)

    with pytest.raises(FaultyInput, match="taken"):
        import_place(folder=folder, slug="smallville", by=None)
