"""Tables of places, bodies, partners, people and their roles."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from commonweal_web.place.item import NamedItem

SECTORS = ("health", "council", "police", "fire", "housing", "education", "voluntary", "business", "residents",
           "government", "other")  # fmt: skip


class Role(models.TextChoices):
    """What somebody is in a place. One person may have several, in several places."""

    CONVENOR = "convenor", "Convenor"
    PARTNER_LEAD = "partner_lead", "Partner lead"
    CONTRIBUTOR = "contributor", "Contributor"
    RESIDENT_VOICE = "resident_voice", "Resident voice"
    ANALYST = "analyst", "Analyst"
    ENABLER = "enabler", "Enabler (independent facilitator)"
    EVALUATOR = "evaluator", "Evaluator (reads only)"
    OBSERVER = "observer", "Observer"
    STEERING_GROUP = "steering_group", "Steering group"
    AUDITOR = "auditor", "Auditor"


class Organisation(models.Model):
    """A body, wherever it works: dated, since bodies merge, split and close."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=20, choices=[(sector, sector) for sector in SECTORS])
    kind = models.CharField(max_length=100, blank=True)
    geography = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="organisation_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One body took over from another on a date: a merger has several before, a split several after."""

    before = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successors")
    after = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="predecessors")
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("before", "after", "on"), name="succession_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="succession_between_two"),
        ]


class Place(models.Model):
    """A place and its shared question: place.toml. `toml` is that file letter for letter, where there was one.

    `is_embeddable`: other websites may show its map inside their pages; only `embedding_sites`, where there are any.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    question = models.TextField(blank=True)
    geography = models.CharField(max_length=20, blank=True)
    start = models.DateField()
    horizon_years = models.PositiveSmallIntegerField(default=5)
    toml = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    is_embeddable = models.BooleanField(default=False)
    embedding_sites = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(condition=Q(horizon_years__gte=1, horizon_years__lte=30), name="place_horizon"),
            models.CheckConstraint(
                condition=Q(is_embeddable=False) | Q(is_public=True), name="place_embeddable_only_if_public"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Partner(NamedItem):
    """A body's part in a place: a row of partners.csv."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=20, choices=[(sector, sector) for sector in SECTORS])
    kind = models.CharField(max_length=100, blank=True)
    geography = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta(NamedItem.Meta):
        constraints = [
            models.UniqueConstraint(fields=("place", "slug"), name="partner_id_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="partner_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Person(NamedItem):
    """A role held by somebody at a partner, without a name: a row of people.csv."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    profession = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=200, blank=True)

    class Meta(NamedItem.Meta):
        constraints = [models.UniqueConstraint(fields=("place", "slug"), name="person_id_once")]


class Meeting(NamedItem):
    """A day on which the partners come together: a row of meetings.csv."""

    FIELDS = {"id": "slug", "place": "where"}

    date = models.DateField()
    time = models.TimeField(null=True, blank=True)
    where = models.CharField(max_length=300, blank=True)
    purpose = models.CharField(max_length=300, blank=True)

    class Meta(NamedItem.Meta):
        constraints = [models.UniqueConstraint(fields=("place", "slug"), name="meeting_id_once")]


class Workstream(models.Model):
    """A part of the work with people of its own."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="workstreams")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=("place", "slug"), name="workstream_id_once")]


class Membership(models.Model):
    """One role of one person in one place, for one partner (or none), while it is valid."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    workstream = models.ForeignKey(Workstream, on_delete=models.SET_NULL, null=True, blank=True)
    since = models.DateField(auto_now_add=True)
    until = models.DateField(null=True, blank=True)
    handed_over_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        constraints = [
            # Two, since an empty partner is unlike every other to a database.
            models.UniqueConstraint(
                fields=("place", "user", "role", "partner"), condition=Q(until__isnull=True), name="membership_once"
            ),
            models.UniqueConstraint(
                fields=("place", "user", "role"),
                condition=Q(until__isnull=True, partner__isnull=True),
                name="membership_for_none_once",
            ),
        ]


class Invitation(models.Model):
    """A way in: by e-mail to one person, or by a link (a QR code on the wall) for a workshop, without an account.

    Only the digest of the token is kept. A link lets in until `expires_at`, `most_uses` people at the most; with
    `only_map` they draw on the shared map and change nothing else.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, null=True, blank=True)
    email = models.EmailField(blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    only_map = models.BooleanField(default=False)
    most_uses = models.PositiveSmallIntegerField(default=1)
    uses = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)


class Guest(models.Model):
    """Somebody who came in by a link, without an account: known by their session, and by a name they chose."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(max_length=60, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)


class Attachment(models.Model):
    """A file of a place folder that no room reads yet, kept letter for letter."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="attachments")
    path = models.CharField(max_length=300)
    content = models.BinaryField()

    class Meta:
        ordering = ("path",)
        constraints = [models.UniqueConstraint(fields=("place", "path"), name="attachment_path_once")]
