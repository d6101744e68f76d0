"""Tables of measures, their values, and dated events."""

from django.db import models

from commonweal_web.place.item import NamedItem, PlaceItem


class Measure(NamedItem):
    """A row of measures.csv; `resolution`, `series_columns` and `series_extra` belong to its series file."""

    factor = models.ForeignKey("systemmap.Factor", on_delete=models.CASCADE, related_name="measures")
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=100, blank=True)
    better = models.CharField(max_length=6, blank=True)
    source = models.TextField(blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    frequency = models.CharField(max_length=10, blank=True)
    lag_days = models.IntegerField(null=True, blank=True)
    target = models.FloatField(null=True, blank=True)
    definition = models.TextField(blank=True)
    profile = models.CharField(max_length=10, default="mdc2023")
    resolution = models.CharField(max_length=5, default="month")
    series_columns = models.JSONField(default=list, blank=True)
    series_extra = models.JSONField(default=list, blank=True)
    has_series = models.BooleanField(default=False)

    class Meta(NamedItem.Meta):
        constraints = [models.UniqueConstraint(fields=("place", "slug"), name="measure_id_once")]

    def __str__(self) -> str:
        return self.name


class Observation(models.Model):
    """One row of a series file. A missing value is a gap, never a zero; a later edition never overwrites."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="observations")
    position = models.PositiveIntegerField(default=0)
    period = models.DateField()
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    edition = models.DateField(null=True)

    class Meta:
        ordering = ("measure", "position", "pk")
        constraints = [
            # Two, since an empty edition is unlike every other to a database.
            models.UniqueConstraint(fields=("measure", "period", "edition"), name="observation_edition_once"),
            models.UniqueConstraint(
                fields=("measure", "period"), condition=models.Q(edition__isnull=True), name="observation_first_once"
            ),
        ]


class Event(PlaceItem):
    """A row of events.csv."""

    date = models.DateField()
    text = models.TextField()
    factor = models.ForeignKey("systemmap.Factor", on_delete=models.CASCADE, null=True, blank=True)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, blank=True)
    kind = models.CharField(max_length=10, default="note")
