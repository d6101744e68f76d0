"""The page of the map: what the editor begins with, what it shows without scripts, its picture, and its layouts."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal_web.place.models import Person
from commonweal_web.systemmap.models import Actor, Factor, NamedMap, Position, Tie

pytestmark = pytest.mark.django_db

START = re.compile(r'<script id="map-start" type="application/json">(.*?)</script>', re.DOTALL)


def start_of(client, path="/smallville/map/"):
    """The JSON that the page gives its editor."""
    found = START.search(client.get(path).content.decode())
    assert found is not None
    return json.loads(found[1])


@pytest.fixture
def contributor(place_with_people, client_for):
    return client_for(place_with_people.users["contributor"])


def test_the_editor_begins_with_the_rows_in_the_shapes_of_the_document(contributor):
    start = start_of(contributor)

    drinking = start["rows"]["shared"]["factors"]["drinking"]
    assert (drinking["name"], drinking["kind"], drinking["baseline"]) == ("Street drinking", "cause", 120.0)
    (link,) = start["rows"]["shared"]["links"].values()
    assert (link["from"], link["to"], link["sign"], link["strength"]) == ("drinking", "calls", "+", "medium")
    assert link["delay"] is None
    assert set(start["placed"]) >= {"drinking", "calls"}


def test_each_layer_holds_its_own_rows(contributor):
    start = start_of(contributor)

    assert [layer["id"] for layer in start["layers"]] == ["shared", "organisation-council", "own"]
    rows = start["rows"]
    assert list(rows["organisation-council"]["factors"]) == ["zebrafish-factor"]
    assert list(rows["own"]["factors"]) == ["periwinkle-factor"]
    assert "zebrafish-factor" not in rows["shared"]["factors"]


def test_a_guest_and_somebody_who_only_looks_are_given_the_shared_layer_alone(place_with_people, client_for):
    for who in (place_with_people.guest, place_with_people.users["observer"]):
        start = start_of(client_for(who))

        assert [layer["id"] for layer in start["layers"]] == ["shared"]


def test_who_only_looks_is_told_so(place_with_people, client_for):
    start = start_of(client_for(place_with_people.users["observer"]))

    assert start["can"] == {"edit": False, "join": True, "contribute": False}


def test_the_public_sees_what_is_public_and_joins_no_room(place_with_people, client_for):
    place = place_with_people.place
    type(place).objects.filter(pk=place.pk).update(is_public=True)
    Factor.objects.filter(slug="calls").update(disclosure="public")

    start = start_of(client_for(None))

    assert list(start["rows"]["shared"]["factors"]) == ["calls"]
    assert start["rows"]["shared"]["links"] == {}
    assert start["can"] == {"edit": False, "join": False, "contribute": False}


def test_positions_and_maps_are_given_as_they_stand(place_with_people, contributor):
    place, calls = place_with_people.place, Factor.objects.get(slug="calls")
    NamedMap.objects.create(place=place, slug="night", name="At night")
    Position.objects.create(place=place, map="night", factor=calls, x=10.0, y=20.0)

    start = start_of(contributor, "/smallville/map/?map=night")

    assert start["map"] == "night"
    assert start["rows"]["shared"]["positions"] == {"night/calls": [10.0, 20.0]}
    assert start["rows"]["shared"]["maps"]["night"]["name"] == "At night"


def test_without_scripts_the_page_shows_tables_and_the_forms(contributor):
    page = contributor.get("/smallville/map/").content.decode()

    plain = page[page.index("<noscript>") : page.index("</noscript>")]
    assert "Street drinking" in plain
    assert "raises" in plain
    assert reverse("systemmap:factor_add", args=["smallville"]) in plain
    assert 'src="/smallville/map/picture.svg?map=main"' in plain


def test_the_table_is_the_same_page_with_its_tables_first(contributor):
    assert start_of(contributor, "/smallville/map/table/")["view"] == "table"


@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<svg "), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_the_map_is_taken_away_as_a_picture(contributor, kind, begins):
    answer = contributor.get(f"/smallville/map/picture.{kind}")

    assert answer.content.startswith(begins)
    assert f"smallville-map.{kind}" in answer.headers["Content-Disposition"]


def test_a_picture_of_another_kind_does_not_exist(contributor):
    assert contributor.get("/smallville/map/picture.bmp").status_code == 404


def test_a_picture_shows_what_its_reader_may_see(place_with_people, contributor, client_for):
    own = contributor.get("/smallville/map/picture.svg").content.decode()
    guests = client_for(place_with_people.guest).get("/smallville/map/picture.svg").content.decode()

    assert "Zebrafish" in own
    assert "Zebrafish" not in guests
    assert "Marzipan" not in own


def test_a_picture_of_a_map_shows_the_factors_on_it(place_with_people, contributor):
    place, calls = place_with_people.place, Factor.objects.get(slug="calls")
    Position.objects.create(place=place, map="night", factor=calls, x=10.0, y=20.0)

    picture = contributor.get("/smallville/map/picture.svg?map=night").content.decode()

    assert "Calls to the" in picture
    assert "Street drinking" not in picture


def lay_out(client, asked):
    return client.post("/smallville/map/layout/", asked, content_type="application/json")


def test_a_layout_places_what_was_sent(contributor):
    answer = lay_out(contributor, {"how": "layers", "factors": ["a", "b"], "links": [["a", "b"]], "groups": {}})

    assert answer.json() == {"positions": {"a": [0.0, 0.0], "b": [270.0, 0.0]}}


def test_a_layout_places_partners_and_people_round_the_factors(contributor):
    lines = [["a", "b"], ["@police", "a"], ["@sergeant", "@police"]]

    answer = lay_out(contributor, {"how": "layers", "factors": ["a", "b", "@police", "@sergeant"], "links": lines})

    # a and b at (0, 0) and (270, 0) as without them; the first pill 137 above the middle of a, where there is room
    # for one and a little air: 190 and 20.
    places = answer.json()["positions"]
    assert (places["a"], places["b"]) == ([0.0, 0.0], [270.0, 0.0])
    assert {places["@police"][1], places["@sergeant"][1]} == {-137.0}
    assert abs(places["@police"][0] - places["@sergeant"][0]) == 210.0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"how": "layers", "factors": [f"@{number}" for number in range(1_001)]}, "1,001 partners and people"),
        ({"how": "spiral", "factors": []}, 'there is no layout "spiral"'),
        ({"how": "layers", "factors": "ab", "links": [["a"]]}, "what was sent has another shape"),
        ({"how": "layers"}, "what was sent has another shape"),
        ([], "what was sent has another shape"),
        ({"how": "layers", "factors": [str(number) for number in range(5_001)]}, "the map has 5,001 factors"),
    ],
)
def test_a_layout_that_cannot_be_worked_out_is_explained(contributor, asked, said):
    answer = lay_out(contributor, asked)

    assert answer.status_code == 422
    assert said in answer.json()["problem"]
    assert answer.json()["mend"]


def test_a_layout_is_for_those_who_may_see_the_place(place_with_people, client_for):
    assert lay_out(client_for(place_with_people.outsider), {"how": "layers", "factors": []}).status_code == 404


def test_only_the_inner_of_two_pages_is_where_the_reader_is(contributor):
    page = contributor.get("/smallville/map/table/").content.decode()

    tabs = re.findall(r'<a class="cw-tabs__link" href="([^"]+)"( aria-current="true")?', page)
    assert [url for url, here in tabs if here] == ["/smallville/map/table/"]


@pytest.fixture
def company(place_with_people):
    """The police can act on calls; the council funds them; their officer advises the council."""
    place, partners = place_with_people.place, place_with_people.partners
    calls = Factor.objects.get(slug="calls")
    Actor.objects.create(place=place, slug="a1", partner=partners["police"], factor=calls, power=3)
    Tie.objects.create(place=place, from_id="council", to_id="police", kind="funds")
    Tie.objects.create(place=place, from_id="sergeant", to_id="council", kind="advises")
    Position.objects.create(place=place, map="main", body="council", x=-500.0, y=40.0)
    return place_with_people


def test_the_editor_is_given_partners_people_ties_and_where_bodies_stand(company, contributor):
    start = start_of(contributor)

    assert start["rows"]["shared"]["positions"] == {"main/@council": [-500.0, 40.0]}
    ties = [(tie["from"], tie["kind"], tie["to"]) for tie in start["rows"]["shared"]["ties"].values()]
    assert ties == [("council", "funds", "police"), ("sergeant", "advises", "council")]
    assert start["people"] == [
        {"id": "sergeant", "name": "neighbourhood sergeant", "partner": "police", "sector": "police",
         "layer": "shared"},
        {"id": "zebrafish-person", "name": "Zebrafish person", "partner": "council", "sector": "council",
         "layer": "organisation-council"},
    ]  # fmt: skip
    assert {id_ for id_ in start["placed"] if id_.startswith("@")} == {"@police", "@sergeant", "@zebrafish-person"}


def test_who_is_hidden_from_somebody_is_in_nothing_that_they_are_given(company, client_for):
    place, kept = company.place, "marzipan-person"
    Tie.objects.create(place=place, from_id="council", to_id=kept, kind="funds")
    Position.objects.create(place=place, map="main", body=kept, x=-77.5, y=1.0)

    for who in (company.users["convenor"], company.guest):
        client = client_for(who)
        assert kept not in json.dumps(start_of(client))
        assert "-77.5" not in json.dumps(start_of(client))
        assert "Marzipan" not in client.get("/smallville/map/picture.svg?who=all").content.decode()


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("acts", ["Smallville Police", "stroke-dasharray=\"0.1 9.0\""], [">funds<", "sergeant"]),
        ("ties", ["Smallville Police", "neighbourhood", ">funds<"], ["stroke-dasharray=\"0.1 9.0\""]),
        ("all", ["Smallville Police", "neighbourhood", ">funds<", "stroke-dasharray=\"0.1 9.0\""], []),
        ("everything", [], ["neighbourhood", ">funds<", "stroke-dasharray=\"0.1 9.0\""]),
    ],
)  # fmt: skip
def test_a_picture_shows_who_can_act_and_who_works_with_whom_where_it_is_asked(
    company, contributor, who, shown, hidden
):
    picture = contributor.get(f"/smallville/map/picture.svg?who={who}").content.decode()
    words = re.sub(r"</tspan><tspan[^>]*>", " ", picture)

    assert [each for each in shown if each not in words] == []
    assert [each for each in hidden if each in words] == []


def test_without_the_question_a_picture_is_as_before(place_with_people, contributor, company):
    with_company = contributor.get("/smallville/map/picture.svg").content
    for model in (Actor, Tie, Position):
        model.objects.all().delete()

    assert contributor.get("/smallville/map/picture.svg").content == with_company


def test_a_picture_of_another_map_shows_who_acts_on_it_or_was_put_there(company, contributor):
    place, calls = company.place, Factor.objects.get(slug="calls")
    Position.objects.create(place=place, map="night", factor=calls, x=10.0, y=20.0)
    assert "Council" not in contributor.get("/smallville/map/picture.svg?map=night&who=all").content.decode()

    Position.objects.create(place=place, map="night", body="council", x=300.0, y=20.0)

    assert "Council" in contributor.get("/smallville/map/picture.svg?map=night&who=all").content.decode()


def test_tables_tell_who_can_act_and_who_works_with_whom(company, contributor):
    page = contributor.get("/smallville/map/").content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<noscript>") : page.index("</noscript>")]).split())

    assert "Who can act 1 line on who can act" in words
    assert "Smallville Police Calls to the police A lot" in words
    assert "Smallville Council funds Smallville Police neighbourhood sergeant advises Smallville Council" in words


def test_more_rows_ask_the_database_no_more(company, contributor):
    contributor.get("/smallville/map/")
    with CaptureQueriesContext(connection) as few:
        contributor.get("/smallville/map/")
    for number in range(20):
        Person.objects.create(place=company.place, slug=f"p{number}", partner=company.partners["police"])
        Tie.objects.create(place=company.place, from_id="council", to_id=f"p{number}", kind="funds")
        Position.objects.create(place=company.place, map="main", body=f"p{number}", x=1.0, y=2.0)

    with CaptureQueriesContext(connection) as many:
        contributor.get("/smallville/map/")

    assert len(many) == len(few)
