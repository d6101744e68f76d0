"""Places that somebody has a part in, and how many share the site."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from commonweal_web.accounts.models import User
from commonweal_web.place.models import Membership, Place, Role


@dataclass(frozen=True, slots=True)
class MyPlace:
    """A place as its member sees it in a list: the shared question, and what they are there."""

    slug: str
    name: str
    question: str
    roles: tuple[str, ...]


def my_places(user: User) -> tuple[MyPlace, ...]:
    """The places in which somebody holds a role today, by name: one query."""
    held = (
        Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()), user=user)
        .order_by("place__name", "place__pk", "role")
        .values_list("place__slug", "place__name", "place__question", "role")
    )
    roles: dict[tuple[str, str, str], list[str]] = {}
    for slug, name, question, role in held:
        label = str(Role(role).label)
        if label not in roles.setdefault((slug, name, question), []):
            roles[slug, name, question].append(label)
    return tuple(MyPlace(*place, tuple(labels)) for place, labels in roles.items())


def public_places(most: int = 50) -> tuple[MyPlace, ...]:
    """The first places, by name, that anybody may look at."""
    rows = Place.objects.filter(is_public=True).values_list("slug", "name", "question")[:most]
    return tuple(MyPlace(*row, ()) for row in rows)


def place_row(slug: str) -> Place | None:
    """The place of an id, whoever may see it; None where there is none."""
    return Place.objects.filter(slug=slug).first()
