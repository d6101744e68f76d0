"""The one way into the chain of events."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from commonweal_web.audit.chain import BEGINNING, LONGEST_DETAILS, canonical, digest_of, plain, refuse_personal
from commonweal_web.audit.models import AuditEvent, ChainHead

# Who did it: a model's label to the word that the chain keeps.
ACTORS = {"accounts.user": "user", "place.guest": "guest"}


def record(
    *,
    event: str,
    by: models.Model | None,
    place: str = "",
    target: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add an event to the chain, in the transaction of the change that it tells of.

    `place` is a place's id and `target` the id of what was changed; `by` a user, a guest, or None for the site
    itself. Details are ids, counts and words of ours, never what somebody typed. Call it last in a service: the end
    of the chain stays locked until the transaction ends.
    """
    record_each([{"event": event, "by": by, "place": place, "target": target, "details": details}])


def record_each(events: Iterable[Mapping[str, Any]]) -> None:
    """Add several events to the chain at once, in their order; each says what `record` is told."""
    contents = [_content(**event) for event in events]
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            f'the event "{contents[0]["event"]}" must be recorded in the transaction of its change; '
            "decorate the service with @transaction.atomic"
        )
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    rows = []
    for content in contents:
        row = {"number": head.number + 1, "at": timezone.now(), "before": head.digest or BEGINNING, **content}
        head.number, head.digest = row["number"], digest_of(row)
        rows.append(AuditEvent(**row, digest=head.digest))
    AuditEvent.objects.bulk_create(rows)
    head.save(update_fields=("number", "digest"))


def _content(*, event: str, by: models.Model | None, place: str, target: str, details: Any) -> dict[str, Any]:
    content = {"event": event, "place": place, "actor": actor_of(by), "target": target, "details": plain(details or {})}
    _check(content)
    return content


def actor_of(by: models.Model | None) -> str:
    """Who did it, as the chain keeps them: `user:7`, `guest:3`, or nothing for the site itself."""
    if by is None or by.pk is None:
        return ""
    return f"{ACTORS[by._meta.label_lower]}:{by.pk}"


def _check(content: dict[str, Any]) -> None:
    for name in ("event", "place", "target"):
        column: Any = AuditEvent._meta.get_field(name)
        longest = column.max_length
        if len(content[name]) > longest:
            raise ValueError(f"{name} of an event has {len(content[name])} letters; {longest} are allowed")
        refuse_personal(content[name])
    details = canonical(content["details"])
    if len(details) > LONGEST_DETAILS:
        raise ValueError(f"details of an event have {len(details)} letters; {LONGEST_DETAILS} are allowed: give ids")
    refuse_personal(details)
