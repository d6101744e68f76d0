"""What a demonstration begins with: the example places, and somebody in every role."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from commonweal.files.folder import read_place
from commonweal_web.accounts.services import keep_accounts
from commonweal_web.exchange.services import import_place, place_of
from commonweal_web.place.access import ALLOWED
from commonweal_web.place.selectors.partners import partners_by_key
from commonweal_web.place.selectors.places import my_places
from commonweal_web.place.services.members import RoleAsked, give_role
from commonweal_web.place.viewer import EVERYBODY

# Reserved for examples (RFC 2606), so that no mail can go astray.
DOMAIN = "example.org"
OTHER = f"other-partner@{DOMAIN}"


def load_examples(folder: Path) -> list[str]:
    """Bring in each example place that is not there yet; the ids of all of them."""
    found = sorted(path.parent for path in folder.glob("*/place.toml"))
    for path in found:
        if place_of(path.name) is None:
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
def make_people(password: str, places: Iterable[str]) -> dict[str, str]:
    """Somebody for each role, the same in each of some places, and a second partner's contributor: address to role."""
    roles = {f"{role.replace('_', '-')}@{DOMAIN}": role for role in sorted(ALLOWED)}
    accounts = keep_accounts({address: _name(address) for address in (*roles, OTHER)}, password=password)
    for slug in places:
        if (place := place_of(slug)) is not None:
            for address, user in accounts.items():
                _join(user, place, roles.get(address, "contributor"), which=int(address == OTHER))
    told = {address: role.replace("_", " ") for address, role in roles.items()}
    return {**told, OTHER: "contributor of another partner"}


def _name(address: str) -> str:
    return address.partition("@")[0].replace("-", " ").capitalize()


def _join(user: Any, place: Any, role: str, *, which: int) -> None:
    """Give a role in a place, for the first partner there or the second; nothing to who holds one already."""
    if place.slug in {known.slug for known in my_places(user)}:
        return
    partners = list(partners_by_key(place, EVERYBODY).values())[: which + 1]
    give_role(place=place, user=user, asked=RoleAsked(role, partners[-1] if partners else None), by=None)
