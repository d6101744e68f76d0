"""Values are added, never changed."""

from datetime import date

import pytest

from commonweal_web.audit.models import AuditEvent
from commonweal_web.measures.models import Measure, Observation
from commonweal_web.measures.selectors import series
from commonweal_web.place.viewer import EVERYBODY
from commonweal_web.systemmap.models import Factor

URL = "/smallville/measures/calls/values/add/"
VALUE = {"period": "2026-04", "value": "310", "edition": "2026-06-01"}


@pytest.fixture
def measured(place_with_people):
    calls = Factor.objects.get(slug="calls")
    Measure.objects.create(place=place_with_people.place, slug="calls", factor=calls, name="Calls")
    return place_with_people


def test_a_later_edition_stands_beside_the_earlier_one(measured, client_for):
    client = client_for(measured.users["contributor"])

    answers = [client.post(URL, VALUE), client.post(URL, {**VALUE, "value": "312", "edition": "2026-07-01"})]

    values = series(measured.place, EVERYBODY, "calls")
    assert [answer.status_code for answer in answers] == [302, 302]
    assert values.values == (310.0, 312.0)
    assert values.editions == (date(2026, 6, 1), date(2026, 7, 1))
    assert values.resolution == "month"
    assert AuditEvent.objects.filter(event="value added", target="measure:calls").count() == 2


def test_the_same_edition_twice_is_refused_and_nothing_is_changed(measured, client_for):
    client = client_for(measured.users["contributor"])
    client.post(URL, VALUE)

    answer = client.post(URL, {**VALUE, "value": "999"})

    assert answer.status_code == 422
    assert "published on the same day" in answer.content.decode()
    assert Observation.objects.get().value == 310.0


def test_a_missing_value_is_a_gap(measured, client_for):
    client_for(measured.users["contributor"]).post(URL, {**VALUE, "value": ""})

    assert Observation.objects.get().value is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"period": ""}, "This is empty"),
        ({"period": "April"}, "is not a date. Write a day such as 2026-04-01"),
        ({"value": "n/a"}, "is not a number. Leave the cell empty for a missing value."),
        ({"edition": "2025-01-01"}, "was published before its period began"),
    ],
)
def test_a_wrong_form_says_what_and_how_to_mend_it(measured, client_for, wrong, words):
    answer = client_for(measured.users["contributor"]).post(URL, {**VALUE, **wrong})

    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("observer", 403), ("outsider", 404)])
def test_who_may_not_add(measured, client_for, who, status):
    user = {**measured.users, "outsider": measured.outsider}[who]

    assert client_for(user).post(URL, VALUE).status_code == status


def test_a_measure_of_a_hidden_factor_is_absent(measured, client_for):
    Measure.objects.update(factor=Factor.objects.get(slug="zebrafish-factor"))

    assert client_for(measured.police).post(URL, VALUE).status_code == 404
