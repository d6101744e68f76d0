"""Tables of options, money and decisions."""

from django.db import models
from django.db.models import Q

from commonweal_web.place.item import NamedItem, PlaceItem, once_a_layer

COST_KINDS = [(kind, kind.replace("_", " ")) for kind in ("capital", "revenue", "in_kind")]
BENEFIT_KINDS = [(kind, kind) for kind in ("fiscal", "economic", "social")]


class Option(NamedItem):
    """A row of options.csv. Lists hold ids of partners or options."""

    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    lead = models.ForeignKey("place.Partner", on_delete=models.PROTECT, null=True, blank=True)
    needs = models.JSONField(default=list, blank=True)
    start = models.PositiveSmallIntegerField(default=0)
    requires = models.JSONField(default=list, blank=True)
    excludes = models.JSONField(default=list, blank=True)
    must = models.BooleanField(default=False)

    class Meta(NamedItem.Meta):
        constraints = [models.UniqueConstraint(fields=("place", "slug"), name="option_id_once")]

    def __str__(self) -> str:
        return self.name


class Effect(PlaceItem):
    """A row of effects.csv."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="effects")
    factor = models.ForeignKey("systemmap.Factor", on_delete=models.CASCADE, related_name="effects")
    change_low = models.FloatField(null=True, blank=True)
    change = models.FloatField(null=True, blank=True)
    change_high = models.FloatField(null=True, blank=True)
    ramp_months = models.FloatField(null=True, blank=True)
    lasts_months = models.FloatField(null=True, blank=True)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.TextField(blank=True)

    class Meta(PlaceItem.Meta):
        constraints = once_a_layer(("option", "factor"), "effect_once")


class Cost(PlaceItem):
    """A row of costs.csv."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="costs")
    partner = models.ForeignKey("place.Partner", on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=COST_KINDS)
    amount = models.FloatField()
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    neighbourhood = models.CharField(max_length=200, blank=True)

    class Meta(PlaceItem.Meta):
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="cost_not_negative")]


class Benefit(PlaceItem):
    """A row of benefits.csv. `bearer` is a partner's id, residents or public."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="benefits")
    name = models.CharField(max_length=200)
    population = models.FloatField()
    takeup = models.FloatField(default=1.0)
    retention = models.FloatField(default=1.0)
    impact = models.FloatField(default=1.0)
    deadweight = models.FloatField(default=0.0)
    unit_value = models.FloatField(default=0.0)
    price_year = models.PositiveSmallIntegerField(null=True, blank=True)
    profile = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=8, choices=BENEFIT_KINDS, default="fiscal")
    bearer = models.SlugField(max_length=60, blank=True)
    share = models.FloatField(default=1.0)
    cashable = models.FloatField(default=0.0)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    double_count_group = models.CharField(max_length=100, blank=True)
    source = models.TextField(blank=True)


class Valuation(PlaceItem):
    """A row of valuations.csv."""

    factor = models.ForeignKey("systemmap.Factor", on_delete=models.CASCADE, related_name="valuations")
    name = models.CharField(max_length=200)
    value_per_unit = models.FloatField()
    price_year = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=8, choices=BENEFIT_KINDS, default="fiscal")
    bearer = models.SlugField(max_length=60, blank=True)
    share = models.FloatField(default=1.0)
    cashable = models.FloatField(default=0.0)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.TextField(blank=True)


class Budget(PlaceItem):
    """A row of budgets.csv. `partner` is a partner's id, or `pool`."""

    partner = models.SlugField(max_length=60)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=COST_KINDS)
    amount = models.FloatField()

    class Meta(PlaceItem.Meta):
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="budget_not_negative")]


class Decision(models.Model):
    """What one run of the joint decision gave, on items that everybody in the place may see.

    `document` is the JSON of `commonweal decide --json`; `content` what its page shows, worked out with it so that
    later changes of the place do not change it; `assumed` the digest of all that it rests on.
    """

    place = models.ForeignKey("place.Place", on_delete=models.CASCADE, related_name="decisions")
    job = models.OneToOneField("jobs.Job", on_delete=models.SET_NULL, null=True, related_name="decision")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    objective = models.CharField(max_length=20)
    runs = models.PositiveIntegerField()
    seed = models.PositiveBigIntegerField()
    title = models.CharField(max_length=300)
    document = models.JSONField()
    content = models.JSONField(default=dict)
    assumed = models.CharField(max_length=64)
    paper_docx = models.BinaryField()
    paper_html = models.TextField()

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=("place", "number"), name="decision_number_once")]
