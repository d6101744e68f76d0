"""The chain of events: append-only, each holding the digest of the one before."""

from django.db import models


class AuditEvent(models.Model):
    """One thing that was done. Rows are only ever added, by `audit.services.record`.

    `place`, `actor` and `target` are ids and not keys, so that the chain outlives what it speaks of. `digest` is
    SHA-256 over the row's own content and the digest of the row before.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    event = models.CharField(max_length=100)
    place = models.SlugField(max_length=60, blank=True)
    actor = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict, blank=True)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        # Lists of a place's events take the last ones; without it all events of the place are read and sorted.
        indexes = [models.Index(fields=("place", "number"), name="audit_event_of_place")]


class ChainHead(models.Model):
    """The last event of the chain: one row, locked while an event is added, so that a cut-off end shows."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
