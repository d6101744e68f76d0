"""Reads of decisions. They rest on what members see, so nobody else may see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from commonweal.investment.schema import Case
from commonweal_web.investment.models import Decision
from commonweal_web.investment.selectors import case_of
from commonweal_web.place.models import Place
from commonweal_web.place.viewer import EVERYBODY, Viewer
from commonweal_web.prepared import prepared


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision in a list."""

    number: int
    title: str
    made_at: datetime
    objective: str
    runs: int
    seed: int


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """A decision with its JSON, and with what its page shows."""

    number: int
    title: str
    made_at: datetime
    objective: str
    runs: int
    seed: int
    document: dict[str, Any]
    content: dict[str, Any]
    assumed: str


LINE = ("number", "title", "made_at", "objective", "runs", "seed")


def decisions(place: Place, viewer: Viewer, *, start: int = 0, size: int = 50) -> list[DecisionLine]:
    """Decisions of a place, the latest first; none for who is not a member."""
    if not viewer.is_member:
        return []
    rows = Decision.objects.filter(place=place).order_by("-number").values_list(*LINE)
    return [DecisionLine(*row) for row in rows[start : start + size]]


def latest_line(place: Place, viewer: Viewer) -> DecisionLine | None:
    """The latest decision as in a list; None where there is none, or for who is not a member."""
    lines = _latest(place.pk) if viewer.is_member else []
    return DecisionLine(*lines[0]) if lines else None


@prepared
def _latest(place: int) -> "QuerySet[Any, Any]":
    return Decision.objects.filter(place=place).order_by("-number").values_list(*LINE)[:1]


def count(place: Place, viewer: Viewer) -> int:
    """How many decisions there are to see."""
    return Decision.objects.filter(place=place).count() if viewer.is_member else 0


def decision(place: Place, viewer: Viewer, number: int) -> DecisionSheet | None:
    """One decision; None where there is none of this number, or the viewer may not see it."""
    if not viewer.is_member:
        return None
    rows = Decision.objects.filter(place=place, number=number)
    row = rows.values_list(*LINE, "document", "content", "assumed").first()
    return None if row is None else DecisionSheet(*row)


def latest(place: Place, viewer: Viewer) -> DecisionSheet | None:
    """The latest decision; None where there is none, or for who is not a member."""
    rows = Decision.objects.filter(place=place).order_by("-number") if viewer.is_member else Decision.objects.none()
    row = rows.values_list(*LINE, "document", "content", "assumed").first()
    return None if row is None else DecisionSheet(*row)


def paper(place: Place, viewer: Viewer, number: int, *, form: str) -> bytes | None:
    """The board paper of a decision as "docx" or "html"."""
    field = {"docx": "paper_docx", "html": "paper_html"}[form]
    if not viewer.is_member:
        return None
    content = Decision.objects.filter(place=place, number=number).values_list(field, flat=True).first()
    if content is None:
        return None
    return content.encode() if isinstance(content, str) else bytes(content)


def decision_of_job(job: int) -> int | None:
    """The number of the decision that a job has already kept."""
    return Decision.objects.filter(job=job).values_list("number", flat=True).first()


def case_of_place(place: int) -> Case:
    """All that a decision rests on: what everybody in the place may see, so that it gives no private item away."""
    return case_of(Place.objects.get(pk=place), EVERYBODY)
