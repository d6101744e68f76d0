"""Sessions end when they are not used, and after a day; signing out makes the browser forget."""

import time

import pytest
from django.test import Client

from commonweal_web.accounts import middleware
from commonweal_web.accounts.middleware import BEGAN, USED

pytestmark = pytest.mark.django_db

MINUTE, HOUR = 60, 3600


@pytest.fixture
def clock(monkeypatch):
    """A clock that only the middleware reads, and that goes on when it is told to."""

    class Clock:
        now = time.time()

        def time(self) -> float:
            return self.now

    clock = Clock()
    monkeypatch.setattr(middleware, "time", clock)
    return clock


@pytest.fixture
def observer(place_with_people, client_for, clock) -> Client:
    return client_for(place_with_people.users["observer"])


def test_a_session_that_is_not_used_for_an_hour_is_over(observer, clock):
    clock.now += HOUR + 1

    answer = observer.get("/smallville/factors/?q=a")

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/smallville/factors/%3Fq%3Da")
    assert "_auth_user_id" not in observer.session
    assert "You were signed out" in observer.get(answer["Location"]).content.decode()


def test_a_form_that_comes_too_late_writes_nothing(place_with_people, client_for, clock):
    convenor = client_for(place_with_people.users["convenor"])
    clock.now += HOUR + 1

    answer = convenor.post("/smallville/settings/", {"name": "Changed"})

    place_with_people.place.refresh_from_db()
    assert answer["Location"] == "/accounts/login/?next=/smallville/settings/"
    assert place_with_people.place.name == "Smallville"


def test_the_api_answers_a_session_that_is_over_like_none(observer, clock):
    clock.now += HOUR + 1

    assert observer.get("/api/v1/places").status_code == 401


def test_a_session_in_use_goes_on_for_a_day_and_no_longer(observer, clock):
    """Twelve hours from sign-in, although each use writes the session anew, which alone would put its end off."""
    answers = []
    for _ in range(26):
        clock.now += 30 * MINUTE
        answers.append(observer.get("/smallville/").status_code)

    assert answers == [200] * 24 + [302, 404]  # 404: nobody knows him now


def test_use_is_noted_every_few_minutes_and_not_for_every_page(observer, clock):
    began = observer.session[USED]
    noted = []
    for _ in range(6):
        clock.now += MINUTE
        observer.get("/smallville/")
        noted.append(observer.session[USED] - began)

    assert noted == [0, 0, 0, 0, 300, 300]
    assert observer.session[BEGAN] == began


def test_somebody_who_writes_in_a_long_form_stays_signed_in(observer, clock):
    for _ in range(8):
        clock.now += 30 * MINUTE
        observer.head("/accounts/here/")

    page = observer.get("/smallville/")

    assert page.status_code == 200
    assert b'data-stay="/accounts/here/"' in page.content


def test_guests_stay_as_long_as_their_link_holds(place_with_people, client_for, clock):
    guest = client_for(place_with_people.guest)
    clock.now += 3 * HOUR

    assert guest.get("/smallville/").status_code == 200


def test_signing_out_makes_the_browser_forget_what_it_keeps(observer):
    assert "Clear-Site-Data" not in observer.get("/smallville/")

    answer = observer.post("/accounts/logout/")

    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_a_session_that_ends_by_itself_makes_the_browser_forget_too(observer, clock):
    clock.now += HOUR + 1

    assert observer.get("/smallville/")["Clear-Site-Data"] == '"cache", "storage"'


def test_nobody_signed_in_is_told_to_forget_nothing(client, db):
    assert "Clear-Site-Data" not in client.get("/accounts/login/")
