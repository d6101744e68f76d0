"""What every item of a place has in common: whose it is, who may see it, and where it stands."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Disclosure(models.TextChoices):
    """Who may see an item: staged, from a private draft to everybody."""

    DRAFT = "draft", "Only me"
    ORGANISATION = "organisation", "My organisation"
    PLACE = "place", "Everybody in this place"
    PUBLIC = "public", "Everybody"


SHARED = Q(disclosure__in=[Disclosure.PLACE, Disclosure.PUBLIC])
KEPT = Q(disclosure=Disclosure.ORGANISATION)
DRAFT = Q(disclosure=Disclosure.DRAFT)
ALWAYS = Q()


def once_a_layer(fields: tuple[str, ...], name: str, where: Q = ALWAYS) -> list[models.BaseConstraint]:
    """The same stands once in what all see, once in what a partner keeps to itself, and once in a person's drafts.

    `where` says of which rows that holds. What is hidden from somebody must not show by what they are refused.
    """
    layers = {"shared": (SHARED, ()), "kept": (KEPT, ("owner",)), "draft": (DRAFT, ("author",))}
    return [
        models.UniqueConstraint(fields=(*fields, *more), condition=stage & where, name=f"{name}_{layer}")
        for layer, (stage, more) in layers.items()
    ]


class PlaceItem(models.Model):
    """A row of a place folder in the database.

    `FIELDS` maps a field of the library's noun to the model's where their names differ. `owner` is the partner whose
    item it is, `author` the person who wrote it; an item without an owner belongs to the whole place.
    """

    FIELDS: dict[str, str] = {}

    place = models.ForeignKey("place.Place", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=0)
    extra = models.JSONField(default=list, blank=True)
    disclosure = models.CharField(max_length=12, choices=Disclosure, default=Disclosure.PLACE)
    owner = models.ForeignKey("place.Partner", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ("position", "pk")

    def in_events(self, stage: str = "") -> str:
        """How the chain of events names it, shown at a stage: by its id, or by a number alone where not all see it.

        An id is made from a name, and the chain is read by auditors of the whole place.
        """
        is_open = (stage or self.disclosure) in (Disclosure.PLACE, Disclosure.PUBLIC)
        known = getattr(self, "slug", self.pk) if is_open else self.pk
        return f"{self._meta.model_name}:{known}"


class NamedItem(PlaceItem):
    """An item with an id of its own within its place."""

    slug = models.SlugField(max_length=60)

    FIELDS = {"id": "slug"}

    class Meta(PlaceItem.Meta):
        abstract = True
