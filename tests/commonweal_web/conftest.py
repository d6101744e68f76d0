"""A small place with people in every role, and what each partner keeps to itself: for every test of the site.

The place "smallville" has two partners, council and police. Its people work for the council, each in one role; one
contributor and one partner lead work for the police. Each partner keeps a factor and an option to itself, named by a
word that stands nowhere else ("zebrafish", "marzipan"); the council's contributor keeps a draft ("periwinkle").
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from commonweal_web.accounts.models import User
from commonweal_web.investment.models import Budget, Cost, Effect, Option
from commonweal_web.place.access import GUEST_KEY
from commonweal_web.place.item import Disclosure
from commonweal_web.place.models import Guest, Invitation, Membership, Organisation, Partner, Person, Place, Role
from commonweal_web.systemmap.models import Factor, Link

SECRET_OF = {"council": "zebrafish", "police": "marzipan"}
DRAFT_SECRET = "periwinkle"
NEEDS_SECOND_FACTOR = {Role.CONVENOR, Role.AUDITOR, Role.STEERING_GROUP}


@dataclass(frozen=True)
class PlaceWithPeople:
    """`users` by role, all of the council; `police` the police's contributor, `police_lead` its partner lead."""

    place: Place
    partners: dict[str, Partner]
    users: dict[str, User]
    police: User
    police_lead: User
    outsider: User
    guest: Guest
    secrets: dict[str, str]
    draft_secret: str


def make_user(name: str, *, second_factor: bool = False) -> User:
    """A user with a verified address; with a second factor where a role demands one."""
    user = User.objects.create_user(f"{name}@example.org", name=name.replace("-", " ").title())
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if second_factor:
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "not-a-real-secret"})
    return user


def make_place(slug: str) -> Place:
    return Place.objects.create(slug=slug, name=slug.title(), question="What next?", start=date(2026, 4, 1))


def make_partners(place: Place) -> dict[str, Partner]:
    partners = {}
    for position, (slug, name) in enumerate({"council": "Smallville Council", "police": "Smallville Police"}.items()):
        body = Organisation.objects.create(slug=f"{place.slug}-{slug}", name=name, sector=slug)
        partners[slug] = Partner.objects.create(
            place=place, slug=slug, name=name, sector=slug, organisation=body, position=position
        )
    return partners


def make_shared_items(place: Place, partners: dict[str, Partner]) -> None:
    """What everybody in the place sees: two factors, a link, and one option that can be decided on."""
    drinking = Factor.objects.create(
        place=place,
        slug="drinking",
        name="Street drinking",
        kind="cause",
        unit="incidents",
        per="month",
        baseline=120.0,
    )
    calls = Factor.objects.create(
        place=place, slug="calls", name="Calls to the police", kind="outcome", unit="calls", per="month",
        better="lower", baseline=300.0,
    )  # fmt: skip
    Link.objects.create(
        place=place, from_factor=drinking, to_factor=calls, sign="+", strength="medium", contributed_by="police"
    )
    patrols = Option.objects.create(place=place, slug="patrols", name="More patrols", lead=partners["police"])
    Effect.objects.create(place=place, option=patrols, factor=drinking, change_low=-0.3, change=-0.2, change_high=-0.1)
    Cost.objects.create(place=place, option=patrols, partner=partners["council"], year=0, kind="revenue", amount=1000.0)
    Budget.objects.create(place=place, partner="council", year=0, kind="revenue", amount=5000.0)
    Person.objects.create(
        place=place, slug="sergeant", partner=partners["police"], profession="policing", role="neighbourhood sergeant"
    )


def make_private_items(place: Place, partners: dict[str, Partner], author: User) -> None:
    for slug, word in SECRET_OF.items():
        kept = {"place": place, "owner": partners[slug], "disclosure": Disclosure.ORGANISATION}
        factor = Factor.objects.create(slug=f"{word}-factor", name=f"{word.title()} factor", kind="cause", **kept)
        Option.objects.create(slug=f"{word}-option", name=f"{word.title()} option", **kept)
        Person.objects.create(slug=f"{word}-person", partner=partners[slug], role=f"{word.title()} keeper", **kept)
        shared = Factor.objects.get(place=place, slug="calls")
        Link.objects.create(from_factor=factor, to_factor=shared, sign="+", contributed_by=word, **kept)
    Factor.objects.create(
        place=place, slug=f"{DRAFT_SECRET}-factor", name=f"{DRAFT_SECRET.title()} factor", kind="cause",
        owner=partners["council"], author=author, disclosure=Disclosure.DRAFT,
    )  # fmt: skip


def make_guest(place: Place, made_by: User) -> Guest:
    digest = sha256(b"a token for tests").hexdigest()
    invitation = Invitation.objects.create(
        place=place, role=Role.RESIDENT_VOICE, token_digest=digest, made_by=made_by, most_uses=30, uses=1,
        expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    return Guest.objects.create(invitation=invitation, name="A resident")


@pytest.fixture
def place_with_people(db: None) -> PlaceWithPeople:
    return make_place_with_people()


def make_place_with_people() -> PlaceWithPeople:
    place = make_place("smallville")
    partners = make_partners(place)
    users = {str(role): make_user(role.value, second_factor=role in NEEDS_SECOND_FACTOR) for role in Role}
    # These bring in places of their own in some tests, and convene them.
    police, police_lead, outsider = (
        make_user(name, second_factor=True) for name in ("police", "police-lead", "outsider")
    )
    for role, user in users.items():
        Membership.objects.create(place=place, user=user, role=role, partner=partners["council"])
    Membership.objects.create(place=place, user=police, role=Role.CONTRIBUTOR, partner=partners["police"])
    Membership.objects.create(place=place, user=police_lead, role=Role.PARTNER_LEAD, partner=partners["police"])
    Membership.objects.create(place=make_place("elsewhere"), user=outsider, role=Role.CONTRIBUTOR)
    make_shared_items(place, partners)
    make_private_items(place, partners, users[Role.CONTRIBUTOR])
    guest = make_guest(place, users[Role.CONVENOR])
    return PlaceWithPeople(place, partners, users, police, police_lead, outsider, guest, dict(SECRET_OF), DRAFT_SECRET)


@pytest.fixture
def client_for() -> Callable[[User | Guest | None], Client]:
    """A client signed in as a user, come as a guest, or (None) nobody."""

    def client(who: User | Guest | None) -> Client:
        browser = Client()
        if isinstance(who, User):
            browser.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        elif isinstance(who, Guest):
            session = browser.session
            session[GUEST_KEY] = {str(who.invitation.place_id): who.pk}
            session.save()
        return browser

    return client
