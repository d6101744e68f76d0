"""The next meeting: set by who looks after the place, shown on its home while it lies ahead."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from commonweal_web.audit.models import AuditEvent
from commonweal_web.place.models import Meeting

HOME = "/smallville/"


@pytest.fixture
def ahead():
    return timezone.localdate() + timedelta(days=7)


@pytest.fixture
def asked(ahead):
    return {"purpose": "Agree on two options", "date": ahead.isoformat(), "time": "14:30", "place": "Guildhall"}


@pytest.fixture
def convenor(place_with_people, client_for):
    return client_for(place_with_people.users["convenor"])


@pytest.mark.parametrize("role", ["convenor", "enabler"])
def test_who_looks_after_the_place_sets_the_next_meeting(place_with_people, client_for, asked, ahead, role):
    client = client_for(place_with_people.users[role])

    before = client.get(HOME).content.decode()
    answer = client.post("/smallville/meetings/add/", asked)

    meeting = Meeting.objects.get()
    assert "None is set." in before
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert (meeting.slug, meeting.date, meeting.time) == ("meeting", ahead, time(14, 30))
    assert (meeting.where, meeting.purpose, meeting.disclosure) == ("Guildhall", "Agree on two options", "place")
    assert AuditEvent.objects.filter(event="meeting added", target="meeting:meeting").exists()


def test_everybody_with_a_part_in_the_place_sees_it_on_the_home(place_with_people, client_for, convenor, asked, ahead):
    convenor.post("/smallville/meetings/add/", {**asked, "place": "https://meet.example.org/our-room"})

    page = client_for(place_with_people.users["observer"]).get(HOME).content.decode()

    assert f"{ahead:%A} {ahead.day} {ahead:%B %Y}, 14:30" in page
    assert "Agree on two options" in page
    assert '<a href="https://meet.example.org/our-room"' in page
    assert "meetings/" not in page


def test_the_earliest_meeting_ahead_is_the_next_and_one_that_is_past_is_not_shown(place_with_people, convenor, ahead):
    place = place_with_people.place
    for slug, days, purpose in (("late", 9, "Look back"), ("soon", 0, "Today"), ("past", -8, "Long gone")):
        Meeting.objects.create(place=place, slug=slug, date=ahead + timedelta(days=days - 7), purpose=purpose)

    page = convenor.get(HOME).content.decode()

    assert page.index("Today") < page.index("After that") < page.index("Look back")
    assert "Long gone" not in page


@pytest.mark.parametrize("role", ["contributor", "partner_lead", "observer"])
def test_others_neither_set_nor_change_a_meeting(place_with_people, client_for, asked, role):
    Meeting.objects.create(place=place_with_people.place, slug="spring", date=asked["date"])
    client = client_for(place_with_people.users[role])

    urls = ("meetings/add/", "meetings/spring/edit/", "meetings/spring/delete/")
    answers = [client.post(f"/smallville/{url}", asked).status_code for url in urls]

    assert answers == [403, 403, 403]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"date": ""}, "This is empty. Fill it in."),
        ({"date": "2020-01-01"}, "This day is past. Write a day that lies ahead."),
        ({"time": "2 pm"}, "is not a time. Write hours and minutes such as 09:30 or 14:00."),
    ],
)
def test_a_wrong_meeting_is_explained(convenor, asked, wrong, told):
    answer = convenor.post("/smallville/meetings/add/", {**asked, **wrong})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Meeting.objects.exists()


def test_a_meeting_is_changed_and_called_off(convenor, asked):
    convenor.post("/smallville/meetings/add/", asked)
    url = "/smallville/meetings/meeting"

    form = convenor.get(f"{url}/edit/").content.decode()
    convenor.post(f"{url}/edit/", {**asked, "time": "", "place": "Library"})
    changed = Meeting.objects.get()
    convenor.post(f"{url}/delete/")

    assert 'value="14:30"' in form
    assert (changed.time, changed.where) == (None, "Library")
    assert not Meeting.objects.exists()
    assert AuditEvent.objects.filter(event="meeting deleted").exists()


def test_the_public_is_told_of_no_meeting(place_with_people, client_for, convenor, asked):
    convenor.post("/smallville/meetings/add/", asked)
    place_with_people.place.is_public = True
    place_with_people.place.save()

    page = client_for(None).get(HOME).content.decode()

    assert "Next meeting" not in page
    assert "Guildhall" not in page
