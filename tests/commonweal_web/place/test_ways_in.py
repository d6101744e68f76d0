"""Invitations by e-mail and by link: who may make them, how they end, and what they never tell."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from commonweal_web.place.models import Guest, Invitation, Membership, Partner, Role
from commonweal_web.place.services.invitations import CLOSED, LinkAsked, make_link, revoke

from ..conftest import make_user

pytestmark = pytest.mark.django_db

INVITATIONS = "/smallville/invitations/"


def link_of(place_with_people, **changed):
    asked = LinkAsked(**{"role": Role.RESIDENT_VOICE, "most_uses": 2, "hours": 4, **changed})
    invitation, token = make_link(place=place_with_people.place, by=place_with_people.users["convenor"], asked=asked)
    return invitation, f"/join/{token}/"


def test_an_invitation_goes_out_by_mail_and_lets_one_person_in(
    place_with_people, client_for, django_capture_on_commit_callbacks
):
    council = place_with_people.partners["council"]
    Membership.objects.filter(role=Role.PARTNER_LEAD, partner=council).delete()
    said = {"email": "new@example.org", "role": "partner_lead", "partner": council.pk}
    newcomer = make_user("new")

    with django_capture_on_commit_callbacks(execute=True):
        made = client_for(place_with_people.users["convenor"]).post(INVITATIONS, said)
    [letter] = mail.outbox
    path = re.search(r"http://testserver(/join/\S+)", letter.body)[1]
    joined = client_for(newcomer).post(path)

    assert made.status_code == 302
    assert letter.to == ["new@example.org"]
    assert (joined.status_code, joined["Location"]) == (302, "/smallville/")
    membership = Membership.objects.get(user=newcomer)
    assert (membership.role, membership.partner, membership.until) == ("partner_lead", council, None)
    assert client_for(make_user("late")).get(path).status_code == 404
    assert not Invitation.objects.filter(token_digest__in=path.split("/")).exists()


def test_an_invitation_by_mail_needs_an_account(place_with_people, client_for):
    _, path = link_of(place_with_people)
    Invitation.objects.filter(email="").update(email="new@example.org")

    looked, posted = client_for(None).get(path), client_for(None).post(path, {"name": "Ana"})

    assert "Make an account" in looked.content.decode()
    assert posted.status_code == 200
    assert Guest.objects.filter(name="Ana").count() == 0


def test_who_opens_an_account_for_an_invitation_is_led_back_to_it(place_with_people, client, settings):
    settings.SIGNUP_OPEN = False
    _, path = link_of(place_with_people)
    Invitation.objects.filter(email="").update(email="new@example.org")
    word = "bright otters swim far"

    client.get(path)
    client.post("/accounts/signup/", {"name": "New", "email": "new@example.org", "password1": word, "password2": word})
    client.post(re.search(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[0].body)[1])
    signed_in = client.post("/accounts/login/", {"login": "new@example.org", "password": word})
    joined = client.post(signed_in["Location"])

    assert signed_in["Location"] == path
    assert joined["Location"] == "/smallville/"
    client.post("/accounts/logout/")
    again = client.post("/accounts/login/", {"login": "new@example.org", "password": word})
    assert again["Location"] == "/"


@pytest.mark.parametrize(
    ("who", "role", "partner", "status"),
    [
        ("convenor", "contributor", "council", 302),
        ("convenor", "auditor", None, 302),
        ("convenor", "contributor", "police", 422),  # the police have a lead, who brings in its people
        ("police_lead", "contributor", "police", 302),
        ("police_lead", "partner_lead", "police", 422),
        ("police_lead", "contributor", "council", 422),
        ("police_lead", "contributor", None, 422),
        ("enabler", "resident_voice", None, 302),
        ("enabler", "contributor", "council", 422),
        ("contributor", "observer", None, 403),
        ("observer", "observer", None, 403),
        ("outsider", "observer", None, 404),
    ],
)
def test_who_may_invite_whom(place_with_people, client_for, who, role, partner, status):
    user = place_with_people.users.get(who) or getattr(place_with_people, who)
    key = place_with_people.partners[partner].pk if partner else ""

    response = client_for(user).post(INVITATIONS, {"email": "new@example.org", "role": role, "partner": key})

    assert response.status_code == status


def test_a_partner_without_a_lead_is_brought_in_by_the_convenor(place_with_people, client_for):
    fire = Partner.objects.create(place=place_with_people.place, slug="fire", name="Fire service", sector="fire")

    response = client_for(place_with_people.users["convenor"]).post(
        INVITATIONS, {"email": "new@example.org", "role": "partner_lead", "partner": fire.pk}
    )

    assert response.status_code == 302


def test_a_wrong_invitation_is_explained(place_with_people, client_for):
    response = client_for(place_with_people.users["convenor"]).post(INVITATIONS, {"email": "nobody", "role": ""})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Write an e-mail address, such as name@example.org." in page
    assert "Choose a role." in page


def test_a_link_is_shown_once_with_its_code_and_lets_guests_in(place_with_people, client_for):
    said = {"link-role": "resident_voice", "link-reach": "place", "link-most_uses": "2", "link-hours": "4"}

    shown = client_for(place_with_people.users["convenor"]).post(f"{INVITATIONS}link/", said).content.decode()
    path = re.search(r"http://testserver(/join/[^<\"]+)", shown)[1]
    guest = client_for(None)
    joined = guest.post(path, {"name": "Ana"})

    assert "<svg" in shown
    assert "style=" not in shown[shown.index('<svg class="cw-code"') :]
    assert joined["Location"] == "/smallville/"
    assert guest.get("/smallville/partners/").status_code == 200
    assert guest.get("/elsewhere/partners/").status_code == 404


def test_a_link_for_the_map_lets_people_draw_and_change_nothing_else(place_with_people, client_for):
    _, path = link_of(place_with_people, only_map=True)
    guest = client_for(None)

    joined = guest.post(path, {"name": "Ana"})

    assert joined["Location"] == "/smallville/map/"
    assert guest.get("/smallville/partners/").status_code == 200
    assert guest.get("/smallville/factors/add/").status_code == 403
    assert '"can": {"edit": true' in guest.get("/smallville/map/").content.decode()


def test_a_link_for_the_map_gives_no_role_that_lasts(place_with_people, client_for):
    invitation, path = link_of(place_with_people, only_map=True)
    somebody = make_user("passer-by")
    browser = client_for(somebody)

    browser.post(path)
    revoke(invitation=invitation, by=place_with_people.users["convenor"])

    assert not Membership.objects.filter(user=somebody).exists()
    assert Guest.objects.get(invitation=invitation).name == somebody.name
    assert browser.get("/smallville/map/").status_code == 404


def test_a_link_makes_nobody_a_partner_lead(place_with_people, client_for):
    said = {"link-role": "partner_lead", "link-reach": "map", "link-most_uses": "2", "link-hours": "4"}

    response = client_for(place_with_people.users["convenor"]).post(f"{INVITATIONS}link/", said)

    assert response.status_code == 422


def test_closed_ways_in_all_say_the_same(place_with_people, client_for):
    _, used_path = link_of(place_with_people, most_uses=1)
    revoked, revoked_path = link_of(place_with_people)
    old, old_path = link_of(place_with_people)
    client_for(None).post(used_path, {"name": "Ana"})
    revoke(invitation=revoked, by=place_with_people.users["convenor"])
    Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    browser = client_for(None)

    pages = [browser.get(path) for path in (used_path, revoked_path, old_path, "/join/never-was/")]

    assert {page.status_code for page in pages} == {404}
    assert len({re.sub(rb"nonce=\S+", b"", page.content) for page in pages}) == 1
    assert CLOSED in pages[0].content.decode()
    assert client_for(None).post(used_path, {"name": "Bo"}).status_code == 404


def test_a_revoked_link_shows_its_guests_out(place_with_people, client_for):
    invitation, path = link_of(place_with_people)
    guest = client_for(None)
    guest.post(path, {"name": "Ana"})

    before = guest.get("/smallville/partners/").status_code
    revoke(invitation=invitation, by=place_with_people.users["convenor"])

    assert (before, guest.get("/smallville/partners/").status_code) == (200, 404)


def test_a_guest_gives_a_name(place_with_people, client_for):
    _, path = link_of(place_with_people)

    response = client_for(None).post(path, {"name": " "})

    assert response.status_code == 422
    assert "Write a name." in response.content.decode()


def test_somebody_with_an_account_comes_by_a_link_for_as_long_as_it_holds(place_with_people, client_for):
    invitation, path = link_of(place_with_people)
    user = make_user("visitor")

    client_for(user).post(path)

    assert Membership.objects.get(user=user).until == timezone.localdate(invitation.expires_at)


def test_only_who_made_an_invitation_or_convenes_may_close_it(place_with_people, client_for):
    invitation, _ = link_of(place_with_people)
    url = f"{INVITATIONS}{invitation.pk}/close/"

    statuses = [
        client_for(who).post(url).status_code
        for who in (place_with_people.police_lead, place_with_people.outsider, place_with_people.users["convenor"])
    ]

    assert statuses == [403, 404, 302]
