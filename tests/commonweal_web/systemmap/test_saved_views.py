"""Saved views: kept from an address, opened by all who see what they show, honest about what is gone."""

from typing import Any

import pytest

from commonweal.systemmap.schema import SavedView as Noun
from commonweal_web.audit.models import AuditEvent
from commonweal_web.exchange.selectors import place_folder
from commonweal_web.exchange.services import replace_place
from commonweal_web.place.models import Person
from commonweal_web.place.viewer import EVERYBODY, Viewer
from commonweal_web.systemmap.models import Factor, NamedMap, SavedView
from commonweal_web.systemmap.saved_views.addresses import asked_for, view_asked

pytestmark = pytest.mark.django_db
LIST = "/smallville/map/saved/"
VIEW = {
    "name": "What moves calls", "map": "main", "focus": "drinking", "steps": "2", "colour": "leverage",
    "outcome": "calls", "hide": ["activity", "driver"], "who": "acts", "note": "", "disclosure": "place",
}  # fmt: skip
ADDRESS = "?focus=drinking&steps=2&colour=leverage&outcome=calls&hide=activity.driver&who=acts"


@pytest.fixture
def contributor(place_with_people: Any, client_for: Any) -> Any:
    return client_for(place_with_people.users["contributor"])


@pytest.fixture
def place(place_with_people: Any) -> Any:
    return place_with_people.place


def test_a_view_goes_into_an_address_and_comes_out_again():
    """The same words as the page writes: see address.test.js."""
    view = Noun("new", "", "night-x1y2", "calls", 2, "measure", "", ("activity", "driver"))

    assert asked_for(view) == "?map=night-x1y2&focus=calls&steps=2&colour=measure&hide=activity.driver"
    asked = {"map": "night-x1y2", "focus": "calls", "steps": "2", "colour": "measure", "hide": "driver.activity"}
    assert view_asked(asked) == view


def test_the_usual_view_has_a_plain_address_and_junk_in_one_is_the_usual_view():
    junk = {"steps": "many", "colour": "toString", "hide": "all.stock2", "who": "anybody"}

    assert asked_for(view_asked(junk)) == asked_for(view_asked({})) == ""


def test_the_form_is_filled_from_the_address_and_saving_goes_back_to_the_view(contributor: Any, place_with_people: Any):
    page = contributor.get(f"{LIST}add/{ADDRESS}").content.decode()
    for part in ('value="drinking" selected', 'value="2"', 'value="leverage" selected', 'value="calls" selected',
                 'value="acts" selected'):  # fmt: skip
        assert part in page
    assert page.count(" checked") == 2

    answer = contributor.post(f"{LIST}add/", VIEW)

    row = SavedView.objects.get()
    assert answer["Location"] == f"/smallville/map/{ADDRESS}"
    assert (row.slug, row.hide, row.disclosure) == ("what-moves-calls", ["activity", "driver"], "place")
    assert AuditEvent.objects.filter(event="savedview added", target="savedview:what-moves-calls").exists()


def test_the_list_opens_each_view_and_says_what_it_shows(contributor: Any, place_with_people: Any, client_for: Any):
    contributor.post(f"{LIST}add/", VIEW)

    page = client_for(place_with_people.guest).get(LIST).content.decode()

    assert f'href="/smallville/map/{ADDRESS.replace("&", "&amp;")}"' in page
    said = "Only within 2 links of Street drinking; colours: what moves an outcome (Calls to the police); "
    assert f"{said}without activities and outside forces; who can act." in page


def test_a_view_is_changed_and_taken_away_and_the_map_stays(contributor: Any):
    contributor.post(f"{LIST}add/", VIEW)
    factors = Factor.objects.count()

    answer = contributor.post(f"{LIST}what-moves-calls/edit/", {**VIEW, "name": "Levers", "colour": "uncertainty"})
    row = SavedView.objects.get()
    assert (answer["Location"], row.slug, row.name, row.colour) == (LIST, "what-moves-calls", "Levers", "uncertainty")
    contributor.post(f"{LIST}what-moves-calls/delete/")
    assert (SavedView.objects.count(), Factor.objects.count()) == (0, factors)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "This is empty. Fill it in."),
        ({"steps": "9"}, "Write how many links"),
        ({"focus": "no"}, "valid"),
    ],
)
def test_a_wrong_form_is_explained(contributor: Any, wrong: dict[str, str], said: str):
    answer = contributor.post(f"{LIST}add/", {**VIEW, **wrong})

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_an_observer_keeps_none(place_with_people: Any, client_for: Any):
    observer = client_for(place_with_people.users["observer"])

    assert observer.post(f"{LIST}add/", VIEW).status_code == 403
    assert "Add a view" not in observer.get(LIST).content.decode()


def test_what_is_gone_is_said_and_the_rest_is_shown(contributor: Any, place: Any):
    NamedMap.objects.create(place=place, slug="nights", name="Nights")
    contributor.post(f"{LIST}add/", {**VIEW, "map": "nights", "colour": "uncertainty", "outcome": ""})
    Factor.objects.get(place=place, slug="drinking").delete()
    NamedMap.objects.all().delete()

    page = contributor.get(LIST).content.decode()

    assert "What it was about is not on the map any more" in page
    assert "Its map is not there any more" in page
    assert (
        'href="/smallville/map/?colour=uncertainty&amp;hide=activity.driver&amp;who=acts&amp;saved=what-moves-calls"'
        in page
    )
    assert 'href="/smallville/map/?focus' not in page
    assert [view.focus for view in place_folder(place, EVERYBODY).saved_views] == [""]


def test_a_view_of_something_hidden_is_hidden_itself(place_with_people: Any, client_for: Any, place: Any):
    """The police keep a factor to themselves, and a view of it that all of the place could see otherwise."""
    kept = {"place": place, "name": "Saxophone"}
    for number, what in enumerate(("marzipan-factor", "@informant")):
        SavedView.objects.create(slug=f"view-{number}", focus=what, **kept)
    SavedView.objects.create(slug="outcome", colour="leverage", outcome="marzipan-factor", **kept)
    SavedView.objects.create(slug="on-a-map", map="stakeout", **kept)
    own = {"place": place, "owner": place_with_people.partners["police"], "disclosure": "organisation"}
    NamedMap.objects.create(slug="stakeout", name="Stakeout", **own)
    Person.objects.create(slug="informant", partner=place_with_people.partners["police"], role="Informant", **own)
    police, others = client_for(place_with_people.police), client_for(place_with_people.users["analyst"])

    assert police.get(LIST).content.decode().count("Saxophone</a>") == 4
    for address in (LIST, "/smallville/map/"):
        assert "Saxophone" not in others.get(address).content.decode()
    for slug in ("view-0", "view-1", "outcome", "on-a-map"):
        assert others.get(f"{LIST}{slug}/edit/").status_code == 404
        assert others.post(f"{LIST}{slug}/delete/").status_code == 404
    assert place_folder(place, EVERYBODY).saved_views == ()


def test_a_view_is_not_shown_to_more_people_than_what_it_shows(place_with_people: Any, client_for: Any):
    """Else its name would come out once what it showed is gone."""
    police = client_for(place_with_people.police)
    sent = {**VIEW, "focus": "marzipan-factor", "outcome": ""}

    refused = police.post(f"{LIST}add/", sent)
    assert refused.status_code == 422
    assert "something that fewer people see" in refused.content.decode()
    assert police.post(f"{LIST}add/", {**sent, "disclosure": "organisation"}).status_code == 302


def test_a_folder_takes_away_no_view_that_it_could_not_hold(place_with_people: Any, place: Any):
    SavedView.objects.create(place=place, slug="hidden", name="Hidden", focus="marzipan-factor")
    SavedView.objects.create(place=place, slug="open", name="Open")
    viewer = Viewer(user=place_with_people.users["convenor"].pk, roles=frozenset({"convenor"}))
    folder = place_folder(place, viewer)

    replace_place(place=place, folder=folder, viewer=viewer, by=None)
    assert set(SavedView.objects.values_list("slug", flat=True)) == {"hidden", "open"}
    taken = type(folder)(**{**{name: getattr(folder, name) for name in folder.__dataclass_fields__}, "saved_views": ()})
    replace_place(place=place, folder=taken, viewer=viewer, by=None)
    assert list(SavedView.objects.values_list("slug", flat=True)) == ["hidden"]


def test_a_view_goes_with_no_factor_and_keeps_none(contributor: Any, place: Any):
    contributor.post(f"{LIST}add/", {**VIEW, "focus": "drinking", "outcome": ""})

    contributor.get(LIST)  # where it was told that the view is kept
    page = contributor.get("/smallville/factors/drinking/delete/").content.decode()

    assert "What moves calls" not in page
