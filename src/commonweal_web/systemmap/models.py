"""Tables of the shared map. The values allowed are those of the library's nouns."""

from typing import get_args

from django.db import models
from django.db.models import F, Q

from commonweal.systemmap import schema
from commonweal_web.place.item import NamedItem, PlaceItem


def choices(words: object) -> list[tuple[str, str]]:
    """A closed set of words of the library, as Django wants it."""
    return [(word, word.replace("_", " ")) for word in get_args(words)]


class Factor(NamedItem):
    """A row of factors.csv."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=choices(schema.FactorKind))
    unit = models.CharField(max_length=100, blank=True)
    per = models.CharField(max_length=5, choices=choices(schema.Per), blank=True)
    better = models.CharField(max_length=6, choices=choices(schema.Better), blank=True)
    baseline = models.FloatField(null=True, blank=True)
    trend_low = models.FloatField(null=True, blank=True)
    trend = models.FloatField(null=True, blank=True)
    trend_high = models.FloatField(null=True, blank=True)
    floor = models.FloatField(null=True, blank=True)
    ceiling = models.FloatField(null=True, blank=True)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta(NamedItem.Meta):
        constraints = [models.UniqueConstraint(fields=("place", "slug"), name="factor_id_once")]

    def __str__(self) -> str:
        return self.name


class Link(PlaceItem):
    """A row of links.csv: one partner's view of how one factor acts on another."""

    FIELDS = {"from_": "from_factor", "to": "to_factor"}

    from_factor = models.ForeignKey(Factor, on_delete=models.CASCADE, related_name="links_out")
    to_factor = models.ForeignKey(Factor, on_delete=models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=10, choices=choices(schema.LinkKind), default="influences")
    sign = models.CharField(max_length=1, choices=choices(schema.Sign), blank=True)
    strength = models.CharField(max_length=6, choices=choices(schema.Strength), blank=True)
    elasticity_low = models.FloatField(null=True, blank=True)
    elasticity = models.FloatField(null=True, blank=True)
    elasticity_high = models.FloatField(null=True, blank=True)
    delay_low = models.FloatField(null=True, blank=True)
    delay = models.FloatField(null=True, blank=True)
    delay_high = models.FloatField(null=True, blank=True)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.TextField(blank=True)
    contributed_by = models.CharField(max_length=100, blank=True)

    class Meta(PlaceItem.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("place", "from_factor", "to_factor", "kind", "contributed_by"), name="link_view_once"
            ),
            models.CheckConstraint(condition=~Q(from_factor=F("to_factor")), name="link_between_two"),
        ]


class Actor(NamedItem):
    """A row of actors.csv."""

    partner = models.ForeignKey("place.Partner", on_delete=models.CASCADE)
    factor = models.ForeignKey(Factor, on_delete=models.CASCADE, related_name="actors")
    power = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(NamedItem.Meta):
        constraints = [models.UniqueConstraint(fields=("place", "slug"), name="actor_id_once")]


class Tie(PlaceItem):
    """A row of ties.csv. Its ends are ids of partners or of people, so they are kept as ids."""

    FIELDS = {"from_": "from_id", "to": "to_id"}

    from_id = models.SlugField(max_length=60)
    to_id = models.SlugField(max_length=60)
    kind = models.CharField(max_length=12, choices=choices(schema.TieKind), default="works_with")
    strength = models.FloatField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
