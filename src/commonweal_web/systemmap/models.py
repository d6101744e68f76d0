"""Tables of the shared map. The values allowed are those of the library's nouns."""

import secrets
import string
from typing import get_args

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from commonweal.systemmap import schema
from commonweal_web.place.item import NamedItem, PlaceItem, once_a_layer


def choices(words: object) -> list[tuple[str, str]]:
    """A closed set of words of the library, as Django wants it."""
    return [(word, word.replace("_", " ")) for word in get_args(words)]


def new_key() -> str:
    """A key by which a row without an id is known in the shared document: 20 random letters and digits."""
    return "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(20))


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
    note = models.TextField(blank=True)
    key = models.CharField(max_length=20, default=new_key)

    class Meta(PlaceItem.Meta):
        constraints = [
            *once_a_layer(("place", "from_factor", "to_factor", "kind", "contributed_by"), "link_view_once"),
            models.UniqueConstraint(fields=("place", "key"), name="link_key_once"),
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
    key = models.CharField(max_length=20, default=new_key)

    class Meta(PlaceItem.Meta):
        constraints = [models.UniqueConstraint(fields=("place", "key"), name="tie_key_once")]


class Ask(NamedItem):
    """A row of asks.csv."""

    FIELDS = {"id": "slug", "from_": "from_partner", "to": "to_partner"}

    factor = models.ForeignKey(Factor, on_delete=models.CASCADE, related_name="asks")
    from_partner = models.ForeignKey("place.Partner", on_delete=models.CASCADE, related_name="asks_made")
    to_partner = models.ForeignKey("place.Partner", on_delete=models.CASCADE, related_name="asks_got")
    text = models.TextField()
    made = models.DateField()
    answer_by = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=choices(schema.AskState), default="open")
    answered = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta(NamedItem.Meta):
        constraints = [
            models.UniqueConstraint(fields=("place", "slug"), name="ask_id_once"),
            models.CheckConstraint(condition=~Q(from_partner=F("to_partner")), name="ask_between_two"),
            models.CheckConstraint(
                condition=Q(state="open", answered__isnull=True) | (~Q(state="open") & Q(answered__isnull=False)),
                name="ask_answered_on_a_day",
            ),
        ]


class NamedLoop(PlaceItem):
    """A row of loops.csv: ids of factors in the order of the links. It stays where the map has lost the loop."""

    factors = models.JSONField(default=list)
    name = models.CharField(max_length=200)
    story = models.TextField(blank=True)


class NamedMap(NamedItem):
    """A row of maps.csv. The map "main" is always there and has no row."""

    name = models.CharField(max_length=200)
    question = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta(NamedItem.Meta):
        constraints = [models.UniqueConstraint(fields=("place", "slug"), name="map_id_once")]


class Position(PlaceItem):
    """A row of positions.csv: where a factor stands on a map, or a partner or a person (`body`, an id as in ties).

    `map` is a map's id, since "main" has no row.
    """

    map = models.SlugField(max_length=60)
    factor = models.ForeignKey(Factor, on_delete=models.CASCADE, null=True, blank=True, related_name="positions")
    x = models.FloatField()
    y = models.FloatField()
    body = models.SlugField(max_length=60, blank=True)

    class Meta(PlaceItem.Meta):
        constraints = [
            *once_a_layer(("place", "map", "factor"), "position_once"),
            *once_a_layer(("place", "map", "body"), "position_body_once", ~Q(body="")),
            models.CheckConstraint(
                condition=Q(factor__isnull=False, body="") | (Q(factor__isnull=True) & ~Q(body="")),
                name="position_of_one",
            ),
        ]


class SavedView(NamedItem):
    """A row of saved_views.csv. What it is about is kept by id: it stays where the map has lost that, and says so."""

    name = models.CharField(max_length=200)
    map = models.SlugField(max_length=60, default=schema.MAIN_MAP)
    focus = models.CharField(max_length=61, blank=True)
    steps = models.PositiveSmallIntegerField(default=1)
    colour = models.CharField(max_length=12, choices=choices(schema.Colour), default="kind")
    outcome = models.SlugField(max_length=60, blank=True)
    hide = models.JSONField(default=list, blank=True)
    who = models.CharField(max_length=4, choices=choices(schema.Who), blank=True)
    note = models.TextField(blank=True)

    class Meta(NamedItem.Meta):
        constraints = [
            models.UniqueConstraint(fields=("place", "slug"), name="saved_view_id_once"),
            models.CheckConstraint(
                condition=Q(steps__gte=1, steps__lte=schema.MOST_STEPS), name="saved_view_steps_in_bounds"
            ),
        ]


class MapDocument(models.Model):
    """What many change at once: the rows of one layer of a place's map, as a shared document.

    The layer is what all see, what a partner keeps to itself, or a person's drafts. `number` is that of its last
    update, `state` the whole document at `state_number`, so that it opens quickly; the updates stay, for history.
    """

    place = models.ForeignKey("place.Place", on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey("place.Partner", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    number = models.PositiveBigIntegerField(default=0)
    state = models.BinaryField(default=bytes)
    state_number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("place",), condition=Q(partner__isnull=True, user__isnull=True), name="map_document_shared"
            ),
            models.UniqueConstraint(
                fields=("place", "partner"), condition=Q(user__isnull=True), name="map_document_kept"
            ),
            models.UniqueConstraint(
                fields=("place", "user"), condition=Q(partner__isnull=True), name="map_document_own"
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=True) | Q(user__isnull=True), name="map_document_of_one"
            ),
        ]


class MapUpdate(models.Model):
    """One change of a document: whose, when, its bytes, and in words what it did. Rows are only ever added.

    `person` is `user-7` or `guest-3`, as the chain of events keeps people: a number that leads to nobody once its
    account is erased.
    """

    document = models.ForeignKey(MapDocument, on_delete=models.CASCADE, related_name="updates")
    number = models.PositiveBigIntegerField()
    person = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    content = models.BinaryField()
    changes = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("document", "number"), name="map_update_number_once")]


class MapClient(models.Model):
    """Whose a client id of a document is: only they may add changes that are signed with it."""

    document = models.ForeignKey(MapDocument, on_delete=models.CASCADE, related_name="clients")
    client = models.PositiveBigIntegerField()
    person = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("document", "client"), name="map_client_once")]


class MapVersion(models.Model):
    """A named moment of a document: as it was after the update of this number."""

    document = models.ForeignKey(MapDocument, on_delete=models.CASCADE, related_name="versions")
    name = models.CharField(max_length=200)
    number = models.PositiveBigIntegerField()
    person = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("number", "pk")
