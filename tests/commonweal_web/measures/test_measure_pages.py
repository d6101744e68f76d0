"""Measures and what happened: the forms, the list, and what the page of a factor shows of them."""

from datetime import date

import pytest

from commonweal_web.audit.models import AuditEvent
from commonweal_web.measures.models import Event, Measure
from commonweal_web.systemmap.models import Factor

MEASURE = {
    "name": "Calls logged", "unit": "calls", "better": "lower", "frequency": "month", "lag_days": "30",
    "target": "250", "disclosure": "place",
}  # fmt: skip
EVENT = {"date": "2026-02-01", "text": "A new shift began", "factor": "calls", "kind": "note", "disclosure": "place"}


@pytest.fixture
def contributor(place_with_people, client_for):
    return client_for(place_with_people.users["contributor"])


@pytest.fixture
def measure(place_with_people):
    calls = Factor.objects.get(slug="calls")
    return Measure.objects.create(place=place_with_people.place, slug="counted", factor=calls, name="Calls counted")


def test_the_page_of_a_factor_leads_to_its_first_measure(contributor):
    before = contributor.get("/smallville/factors/calls/").content.decode()
    answer = contributor.post("/smallville/factors/calls/measures/add/", MEASURE)
    after = contributor.get("/smallville/factors/calls/").content.decode()

    measure = Measure.objects.get()
    assert "Nobody measures this yet" in before
    assert "/smallville/factors/calls/measures/add/" in before
    assert answer.status_code == 302
    assert (measure.slug, measure.factor.slug, measure.target, measure.lag_days) == ("calls-logged", "calls", 250, 30)
    assert measure.profile == "mdc2023"
    assert "/smallville/measures/calls-logged/values/add/" in after
    assert AuditEvent.objects.filter(event="measure added", target="measure:calls-logged").exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "This is empty. Fill it in."),
        ({"target": "£1,200"}, "is not a number. Write 1200."),
        ({"lag_days": "-3"}, "-3 is negative. Write 0 or more."),
    ],
)
def test_a_wrong_measure_is_explained(contributor, wrong, told):
    answer = contributor.post("/smallville/factors/calls/measures/add/", {**MEASURE, **wrong})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Measure.objects.exists()


def test_a_measure_is_changed_and_keeps_its_factor_and_values(contributor, measure):
    Factor.objects.filter(slug="calls").update(disclosure="public")
    Measure.objects.filter(pk=measure.pk).update(has_series=True, extra=[["colour", "green"]])

    contributor.post("/smallville/measures/counted/edit/", {"name": "Calls in all", "disclosure": "public"})

    measure.refresh_from_db()
    assert (measure.name, measure.factor.slug, measure.has_series) == ("Calls in all", "calls", True)
    assert (measure.extra, measure.disclosure) == ([["colour", "green"]], "public")


def test_a_measure_of_a_hidden_factor_is_absent(place_with_people, client_for):
    client = client_for(place_with_people.police)

    assert client.get("/smallville/factors/zebrafish-factor/measures/add/").status_code == 404


def test_an_observer_adds_no_measure_and_says_nothing_of_what_happened(place_with_people, client_for, measure):
    client = client_for(place_with_people.users["observer"])

    urls = ("factors/calls/measures/add/", "measures/counted/edit/", "events/add/")

    assert [client.post(f"/smallville/{url}", {}).status_code for url in urls] == [403, 403, 403]


def test_what_happened_stands_on_the_factor_and_in_the_list(contributor):
    answer = contributor.post("/smallville/events/add/?factor=calls", EVENT)

    page, listed = (contributor.get(f"/smallville/{url}").content.decode() for url in ("factors/calls/", "events/"))
    assert answer["Location"] == "/smallville/factors/calls/"
    assert "1 February 2026: A new shift began" in page
    assert "A new shift began" in listed
    assert AuditEvent.objects.filter(event="event added").exists()


def test_the_form_begins_with_the_measure_that_led_to_it(contributor, measure):
    form = contributor.get("/smallville/events/add/?factor=calls&measure=counted").content.decode()

    assert '<option value="calls" selected>' in form
    assert '<option value="counted" selected>' in form


def test_an_event_of_a_measure_stands_on_the_page_of_its_factor(contributor, measure):
    contributor.post("/smallville/events/add/", {**EVENT, "factor": "", "measure": "counted", "kind": "rebase"})

    page = contributor.get("/smallville/factors/calls/").content.decode()

    assert "A new shift began" in page
    assert "new phase" in page


def test_an_event_of_the_whole_place_is_listed(contributor):
    answer = contributor.post("/smallville/events/add/", {**EVENT, "factor": ""})

    assert answer["Location"] == "/smallville/events/"
    assert "the whole place" in contributor.get("/smallville/events/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"date": ""}, "This is empty. Fill it in."),
        ({"date": "2026-02-30"}, "is not in the calendar"),
        ({"text": ""}, "This is empty. Fill it in."),
        ({"measure": "never-was"}, "Select a valid choice"),
    ],
)
def test_a_wrong_event_is_explained(contributor, wrong, told):
    answer = contributor.post("/smallville/events/add/", {**EVENT, **wrong})

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_the_same_event_stands_once(contributor):
    contributor.post("/smallville/events/add/", EVENT)

    answer = contributor.post("/smallville/events/add/", EVENT)

    assert answer.status_code == 422
    assert "The same stands here already." in answer.content.decode()


def test_an_event_is_changed_and_taken_away(contributor):
    contributor.post("/smallville/events/add/", EVENT)
    event = Event.objects.get()

    contributor.post(f"/smallville/events/{event.pk}/edit/", {**EVENT, "date": "2026-03-01"})
    event.refresh_from_db()
    contributor.post(f"/smallville/events/{event.pk}/delete/")

    assert event.date == date(2026, 3, 1)
    assert not Event.objects.exists()
    assert AuditEvent.objects.filter(event="event deleted").exists()


def test_what_the_council_keeps_of_what_happened_is_absent_to_the_police(place_with_people, client_for, contributor):
    contributor.post("/smallville/events/add/", {**EVENT, "text": "A quiet word", "disclosure": "organisation"})
    event, police = Event.objects.get(), client_for(place_with_people.police)

    assert "A quiet word" not in police.get("/smallville/events/").content.decode()
    assert "A quiet word" not in police.get("/smallville/factors/calls/").content.decode()
    assert police.get(f"/smallville/events/{event.pk}/edit/").status_code == 404
    assert police.post(f"/smallville/events/{event.pk}/delete/").status_code == 404
