"""The people of a demonstration: one for each role, with a sign-in, in every example place."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from commonweal.files.folder import read_place
from commonweal_web.accounts.models import User
from commonweal_web.audit.models import AuditEvent
from commonweal_web.command.seed import make_people
from commonweal_web.exchange.services import import_place
from commonweal_web.place.models import Membership, Role
from small_place import small_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(tmp_path) -> dict[str, str]:
    folder = read_place(small_place(tmp_path))
    for slug in ("smallville", "newtown", "elsewhere"):
        import_place(folder=folder, slug=slug, by=None)
    return make_people("demo-1234", ["smallville", "newtown", "never-was"])


def test_there_is_somebody_for_every_role_and_one_of_another_partner(people):
    assert sorted(people.values()) == sorted(
        [*(role.replace("_", " ") for role in Role.values), "contributor of another partner"]
    )
    held = Membership.objects.filter(place__slug="newtown").order_by("pk").values_list("role", "partner__slug")
    first, second = dict.fromkeys(partner for _, partner in held)
    assert sorted(role for role, partner in held if partner == first) == sorted(Role.values)
    assert [role for role, partner in held if partner == second] == ["contributor"]


def test_they_sign_in_with_the_one_password(people):
    cache.clear()
    browser = Client()

    browser.post("/accounts/login/", {"login": "contributor@example.org", "password": "demo-1234"})

    assert browser.session["_auth_user_id"] == str(User.objects.get(email="contributor@example.org").pk)
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == len(people)


def test_a_place_that_is_no_example_gets_none_of_them(people):
    assert not Membership.objects.filter(place__slug="elsewhere").exists()


def test_a_second_start_changes_nothing_and_signs_nobody_out(people):
    before = [list(model.objects.order_by("pk").values()) for model in (User, Membership)]
    events = AuditEvent.objects.count()

    make_people("demo-1234", ["smallville", "newtown"])

    assert [list(model.objects.order_by("pk").values()) for model in (User, Membership)] == before
    assert AuditEvent.objects.count() == events


def test_every_role_given_stands_in_the_chain_of_events(people):
    assert AuditEvent.objects.filter(event="role given").count() == Membership.objects.count() == 22
