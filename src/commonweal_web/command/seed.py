"""What a demonstration begins with: the example places, and somebody in every role."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from commonweal.files.folder import read_place
from commonweal_web.audit.services import record
from commonweal_web.exchange.services import import_place
from commonweal_web.place.access import ALLOWED

# Reserved for examples (RFC 2606), so that no mail can go astray.
DOMAIN = "example.org"


def load_examples(folder: Path) -> list[str]:
    """Bring in each example place that is not there yet; the ids of all of them."""
    known = set(apps.get_model("place", "Place").objects.values_list("slug", flat=True))
    found = sorted(path.parent for path in folder.glob("*/place.toml"))
    for path in found:
        if path.name not in known:
            import_place(folder=read_place(path), slug=path.name, by=None)
    return [path.name for path in found]


def password_of_demo() -> str:
    """One password for all people of the demonstration, made on the first run: none is the same everywhere."""
    path = Path(settings.DATA) / "demo-password"
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
            file.write(f"demo-{secrets.token_hex(4)}")
    return path.read_text(encoding="utf-8").strip()


@transaction.atomic
def make_people(password: str) -> dict[str, str]:
    """Somebody for each role, the same in every place, and a second partner's contributor: address to role."""
    places = list(apps.get_model("place", "Place").objects.all())
    told, hashed = {}, _hash(password)
    for role in sorted(ALLOWED):
        user = _user(f"{role.replace('_', '-')}@{DOMAIN}", hashed)
        told[user.email] = role.replace("_", " ")
        for place in places:
            _join(user, place, role, which=0)
    other = _user(f"other-partner@{DOMAIN}", hashed)
    for place in places:
        _join(other, place, "contributor", which=1)
    return {**told, other.email: "contributor of another partner"}


def _hash(password: str) -> str:
    """The hash that the people have already, so that nobody is signed out by a new start, or a new one."""
    known = apps.get_model("accounts", "User").objects.filter(email__endswith=f"@{DOMAIN}").first()
    return known.password if known is not None and known.check_password(password) else make_password(password)


def _user(address: str, hashed: str) -> Any:
    """A person with a verified address; made once, and given today's password."""
    users, addresses = apps.get_model("accounts", "User").objects, apps.get_model("account", "EmailAddress").objects
    name = address.partition("@")[0].replace("-", " ").capitalize()
    user = users.filter(email=address).first() or users.create_user(address, name=name)
    if user.password != hashed:
        user.password = hashed
        user.save(update_fields=("password",))
    addresses.get_or_create(user=user, email=address, defaults={"verified": True, "primary": True})
    return user


def _join(user: Any, place: Any, role: str, *, which: int) -> None:
    """Give a role in a place, for the first partner there or the second."""
    memberships = apps.get_model("place", "Membership").objects
    if memberships.filter(place=place, user=user).exists():
        return
    partners = list(apps.get_model("place", "Partner").objects.filter(place=place)[: which + 1])
    memberships.create(place=place, user=user, role=role, partner=partners[-1] if partners else None)
    record(event="role given", place=place.slug, by=None, target=f"user:{user.pk}", details={"role": role})
