"""Taking out one person's data: the person goes, what they did for the place stays."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from commonweal_web.accounts.models import User
from commonweal_web.accounts.services import erase, make_token, user_of_token
from commonweal_web.audit.models import AuditEvent
from commonweal_web.audit.selectors import verify
from commonweal_web.jobs.models import Job
from commonweal_web.place.models import Invitation, Membership
from commonweal_web.systemmap.models import Factor


@pytest.fixture
def erased(place_with_people, client_for):
    user = place_with_people.users["contributor"]
    Factor.objects.filter(slug="drinking").update(author=user)
    Job.objects.create(kind="decide", place=place_with_people.place, asked_by=user)
    token = make_token(user=user, name="dashboard", days=30)
    browser = client_for(user)
    counted = Factor.objects.count()
    erase(user=user, by=user)
    user.refresh_from_db()
    return user, browser, token, counted


def test_name_and_address_are_gone(erased):
    user, *_ = erased

    assert (user.email, user.name) == (f"erased-{user.pk}@invalid", "")
    assert not EmailAddress.objects.filter(user=user).exists()
    assert not any("contributor@example.org" in str(row) for row in User.objects.values())


def test_no_way_in_is_left(erased):
    user, browser, token, _ = erased

    assert not user.is_active
    assert not user.has_usable_password()
    assert not Authenticator.objects.filter(user=user).exists()
    assert user_of_token(token) is None
    assert browser.get("/accounts/email/").status_code == 302


def test_what_they_wrote_stays_without_its_author(erased):
    user, _, _, counted = erased

    assert Factor.objects.count() == counted
    assert not Factor.objects.filter(author=user).exists()
    assert Job.objects.get().asked_by is None


def test_their_roles_end_and_their_history_stays(erased, django_user_model):
    user, *_ = erased
    roles = Membership.objects.filter(user=user)

    assert roles.exists()
    assert not roles.filter(until__isnull=True).exists()


def test_the_chain_tells_of_it_without_saying_who(erased):
    user, *_ = erased

    event = AuditEvent.objects.order_by("-number").first()

    assert (event.event, event.target) == ("person erased", f"user:{user.pk}")
    assert verify().is_whole


def test_invitations_sent_to_them_forget_their_address_and_open_no_door(place_with_people):
    user = place_with_people.users["contributor"]
    Invitation.objects.update(email=user.email)

    erase(user=user, by=user)

    assert Invitation.objects.get().email == "erased@invalid.invalid"
