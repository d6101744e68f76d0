"""A place and its partners: the nouns."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from commonweal.names import Extra

Sector = Literal[
    "health", "council", "police", "fire", "housing", "education",
    "voluntary", "business", "residents", "government", "other",
]  # fmt: skip
DeadweightBasis = Literal["of_population", "of_impact"]
Gains = Literal["gross", "cashable"]
Seat = Literal["co-chair", "member", "observer"]
TimeOfDay = time


@dataclass(frozen=True, slots=True)
class Appraisal:
    """How money is counted in this place: [appraisal] of place.toml.

    `gains` says which fiscal gains count when partners share: all that is avoided, or only what can be cashed.
    """

    price_year: int | None = None
    rates: str = "green-book"
    deadweight_basis: DeadweightBasis | None = None
    gains: Gains = "gross"


@dataclass(frozen=True, slots=True)
class Equity:
    """A floor under what goes to named neighbourhoods: [equity] of place.toml. `least_share` is a fraction of cost."""

    neighbourhoods: tuple[str, ...] = ()
    least_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """A place and its shared question: place.toml.

    `start` is the first day of month 0 of every plan; `weights` are the partners' own weights on outcomes
    (factor id to weight), used by the objective `outcomes` only.
    """

    name: str
    question: str
    geography: str
    start: date
    horizon_years: int
    appraisal: Appraisal = Appraisal()
    equity: Equity = Equity()
    weights: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Partner:
    """A body, or a group of residents, that takes part: a row of partners.csv."""

    id: str
    name: str
    sector: Sector
    kind: str = ""
    geography: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A role held by somebody at a partner, without a name: a row of people.csv."""

    id: str
    partner: str
    profession: str = ""
    role: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A day on which the partners come together: a row of meetings.csv. `place` is where, or the link to join by."""

    id: str
    date: date
    time: TimeOfDay | None = None
    place: str = ""
    purpose: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A body on the steering group of a programme: a [[member]] of programme.toml.

    `replaced_by` are the ids of the members that took over its part when it closed or merged; its row stays, so that
    the history can be read. A body that was replaced on a day not known has no `valid_to`.
    """

    id: str
    name: str
    sector: Sector
    role: Seat = "member"
    kind: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: tuple[str, ...] = ()
    source: str = ""
    note: str = ""

    @property
    def is_in_office(self) -> bool:
        """Whether it has neither left nor been replaced."""
        return self.valid_to is None and not self.replaced_by


@dataclass(frozen=True, slots=True)
class Programme:
    """Places that learn together, and who steers them: programme.toml, beside the folders of the places.

    `places` are the names of those folders. `toml` is the file as text, so that comments and keys of other people
    come back out; two programmes that say the same are equal, however they are written.
    """

    name: str
    places: tuple[str, ...]
    members: tuple[Member, ...] = ()
    toml: str = field(default="", compare=False, repr=False)
