"""A folder into the database and out again is the same folder."""

from dataclasses import replace
from pathlib import Path

import pytest

from commonweal.errors import FaultyInput
from commonweal.files.folder import files_of, read_case, read_place, write_place
from commonweal.systemmap.schema import SystemMap
from commonweal_web.audit.models import AuditEvent
from commonweal_web.exchange.selectors import case_of, place_folder
from commonweal_web.exchange.services import import_place, replace_place
from commonweal_web.investment.models import Cost
from commonweal_web.place.models import Partner, Place
from commonweal_web.place.viewer import EVERYBODY, Viewer
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.models import Factor, Link, NamedLoop, NamedMap, Position, Tie
from live_client import factor, link, new_key
from live_room import Table
from small_place import FILES, altered, small_place

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

    assert [(row.map, row.factor or row.body) for row in back.positions] == [
        ("nights", "drinking"),
        ("waits", "drinking"),
        ("main", "drinking"),
        ("nights", "police"),
        ("main", "council"),
    ]


def test_places_on_a_map_that_somebody_keeps_hidden_are_not_given_out(tmp_path):
    place = import_place(folder=read_place(small_place(tmp_path)), slug="smallville", by=None)
    NamedMap.objects.filter(slug="waits").update(disclosure="draft")

    back = place_folder(place, EVERYBODY)

    assert [named.id for named in back.maps] == ["nights"]
    assert {row.map for row in back.positions} == {"nights", "main"}


def test_a_named_loop_comes_out_while_all_its_factors_may_be_seen(tmp_path):
    links = FILES["links.csv"] + "calls,patrols,influences,+,weak,,,,,12,,6,Invented,police\n"
    rows = "factors,name,story\ndrinking;calls;patrols,Called out,Calls bring patrols.\n"
    folder = read_place(small_place(tmp_path, {"links.csv": links, "loops.csv": rows}))
    place = import_place(folder=folder, slug="smallville", by=None)

    assert place_folder(place, EVERYBODY) == folder
    NamedLoop.objects.update(disclosure="public")
    replace_place(place=place, folder=folder, viewer=EVERYBODY, by=None)
    assert NamedLoop.objects.get().disclosure == "public"
    Factor.objects.get(slug="calls").delete()
    assert place_folder(place, EVERYBODY).loops == ()


def test_the_case_of_a_place_is_that_of_its_folder(tmp_path):
    path = small_place(tmp_path)

    place = import_place(folder=read_place(path), slug="smallville", by=None)

    assert case_of(place) == read_case(path)


def test_reading_a_place_takes_a_query_a_table_and_a_few_more(tmp_path, django_assert_max_num_queries):
    import_place(folder=read_place(small_place(tmp_path)), slug="smallville", by=None)

    with django_assert_max_num_queries(26):
        place_folder(Place.objects.get(slug="smallville"), EVERYBODY)


def test_replacing_a_place_by_itself_changes_nothing(tmp_path):
    folder = read_place(small_place(tmp_path))
    place = import_place(folder=folder, slug="smallville", by=None)

    replace_place(place=place, folder=folder, viewer=EVERYBODY, by=None)

    assert place_folder(place, EVERYBODY) == folder


TWICE = {
    "costs.csv": "option,partner,year,kind,amount\nwardens,council,0,revenue,300\nwardens,council,0,revenue,500\n",
    "ties.csv": "from,to,kind,strength\ncouncil,police,works_with,2\ncouncil,police,works_with,3\n",
}


def working_for(partner: Partner) -> Viewer:
    return Viewer(roles=frozenset({"convenor"}), partners=frozenset({partner.pk}))


def test_of_two_rows_known_by_the_same_each_stays_as_private_as_it_was(tmp_path):
    folder = read_place(small_place(tmp_path, TWICE))
    place = import_place(folder=folder, slug="smallville", by=None)
    council = Partner.objects.get(slug="council")
    Cost.objects.filter(amount=500).update(disclosure="organisation", owner=council)
    Tie.objects.filter(strength=2).update(disclosure="organisation", owner=council)
    keys = dict(Tie.objects.values_list("strength", "key"))
    turned = replace(folder, costs=folder.costs[::-1], ties=folder.ties[::-1])

    replace_place(place=place, folder=turned, viewer=working_for(council), by=None)

    assert dict(Cost.objects.filter(kind="revenue").values_list("amount", "disclosure")) == {
        300.0: "place",
        500.0: "organisation",
    }
    assert dict(Tie.objects.values_list("strength", "disclosure")) == {2.0: "organisation", 3.0: "place"}
    assert dict(Tie.objects.values_list("strength", "key")) == keys


def test_a_row_that_was_changed_stays_as_private_as_the_most_private_known_by_the_same(tmp_path):
    folder = read_place(small_place(tmp_path, TWICE))
    place = import_place(folder=folder, slug="smallville", by=None)
    council = Partner.objects.get(slug="council")
    Cost.objects.filter(amount=500).update(disclosure="organisation", owner=council)
    first, second = folder.costs
    third = replace(second, amount=700.0)
    changed = replace(folder, costs=(first, replace(second, amount=600.0), third))

    replace_place(place=place, folder=changed, viewer=working_for(council), by=None)

    assert dict(Cost.objects.values_list("amount", "disclosure")) == {
        300.0: "place",
        600.0: "organisation",
        700.0: "organisation",
    }


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


def test_a_position_on_the_map_that_is_always_there_needs_no_row_of_it(tmp_path):
    folder = read_place(small_place(tmp_path, {"positions.csv": "map,factor,x,y\nmain,calls,1,2\n"}))

    place = import_place(folder=folder, slug="smallville", by=None)

    assert files_of(place_folder(place, EVERYBODY)) == files_of(folder)


def test_where_a_partner_sees_two_positions_of_a_factor_that_of_all_goes_out(tmp_path):
    folder = read_place(small_place(tmp_path))
    place = import_place(folder=folder, slug="smallville", by=None)
    owner = Partner.objects.get(place=place, slug="police")
    shared = Position.objects.get(map="nights", factor__slug="calls")
    kept = {"place": place, "owner": owner, "disclosure": "organisation", "map": "nights"}
    Position.objects.create(factor=shared.factor, x=9.0, y=9.0, **kept)
    Position.objects.create(factor=Factor.objects.get(slug="patrols"), x=5.0, y=5.0, **kept)
    Position.objects.create(body="police", x=9.0, y=9.0, **kept)

    back = place_folder(place, Viewer(roles=frozenset({"contributor"}), partners=frozenset({owner.pk})))

    assert {(row.factor, row.body, row.x) for row in back.positions if row.map == "nights"} == {
        ("drinking", "", -120.5), ("calls", "", 180.0), ("patrols", "", 5.0), ("", "police", 30.0),
    }  # fmt: skip
    assert place_folder(place, EVERYBODY) == folder


def test_what_is_drawn_together_goes_out_and_comes_in_again(tmp_path):
    place = import_place(folder=read_place(small_place(tmp_path)), slug="smallville", by=None)
    table = Table(Layer(place))
    one = table.sit()
    one.put("factors", "lights-a1b2", factor("Street lights"))
    one.put("links", new_key(), link("lights-a1b2", "drinking", sign="-", note="seen at night"))
    one.put("positions", "main/lights-a1b2", [1.0, 2.0])
    one.send()
    table.work()

    drawn = place_folder(place, EVERYBODY)
    write_place(drawn, tmp_path / "out")
    again = import_place(folder=read_place(tmp_path / "out"), slug="again", by=None)

    assert place_folder(again, EVERYBODY) == drawn
    assert Table(Layer(again)).plain["factors"] == table.plain["factors"]
    assert [link.note for link in drawn.system_map.links if link.from_ == "lights-a1b2"] == ["seen at night"]


def test_a_place_that_is_replaced_by_itself_leaves_its_open_map_as_it_is(tmp_path):
    folder = read_place(small_place(tmp_path))
    place = import_place(folder=folder, slug="smallville", by=None)
    table = Table(Layer(place))
    before, number = {**table.plain, "links": {**table.plain["links"]}}, table.room.number

    replace_place(place=place, folder=folder, viewer=EVERYBODY, by=None)
    table.work()

    assert (table.plain, table.room.number) == (before, number)


def test_rows_that_name_what_the_replacer_may_not_see_stay(place_with_people):
    """A tie with a partner that the police keeps to itself, and a loop through a factor of theirs."""
    place, police = place_with_people.place, place_with_people.partners["police"]
    kept = {"place": place, "owner": police, "disclosure": "organisation"}
    Partner.objects.create(slug="informant", name="An informant", sector="other", **kept)
    Tie.objects.create(place=place, from_id="council", to_id="informant")
    NamedLoop.objects.create(place=place, factors=["calls", "marzipan-factor"], name="Round and round")
    viewer = Viewer(user=place_with_people.users["convenor"].pk, roles=frozenset({"convenor"}))

    replace_place(place=place, folder=place_folder(place, viewer), viewer=viewer, by=None)

    assert Tie.objects.filter(place=place, to_id="informant").count() == 1
    assert NamedLoop.objects.filter(place=place, name="Round and round").count() == 1


def test_what_others_hang_something_hidden_on_is_not_replaced_away(place_with_people):
    """The police keep a link to the calls to themselves: a folder without the calls would take it with them."""
    place = place_with_people.place
    viewer = working_for(place_with_people.partners["council"])
    folder = place_folder(place, viewer)
    without = replace(
        folder,
        system_map=SystemMap(tuple(row for row in folder.system_map.factors if row.id != "calls"), ()),
        others={},
    )

    with pytest.raises(FaultyInput, match='the folder leaves out "calls", on which others rely'):
        replace_place(place=place, folder=without, viewer=viewer, by=None)

    assert Link.objects.filter(place=place, contributed_by="marzipan").count() == 1
    assert Factor.objects.filter(place=place, slug="calls").count() == 1
