"""Bodies merge and split on a date, and history stays. The Kent bodies and dates are real; their part is invented."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from commonweal_web.place.models import Membership, Organisation, Partner, Person, Role, Succession
from commonweal_web.place.selectors.organisations import bodies_on, organisations_to_change
from commonweal_web.place.services.organisations import BodyAsked, merge, split

from ..conftest import make_place, make_user

pytestmark = pytest.mark.django_db

# NHS England: the seven groups of Kent and that of Medway merged on 1 April 2020; the ICB began on 1 July 2022.
CCGS = ("West Kent", "Dartford, Gravesham and Swanley", "South Kent Coast", "Canterbury and Coastal", "Thanet",
        "Ashford", "Swale", "Medway")  # fmt: skip
CCG = BodyAsked("NHS Kent and Medway CCG", "health", "clinical commissioning group")
ICB = BodyAsked("NHS Kent and Medway Integrated Care Board", "health", "integrated care board")
ICB_DAY = date(2022, 7, 1)


@pytest.fixture
def user():
    return make_user("convenor")


def kent(user, slug="kent"):
    """A place with the eight groups as partners, convened by a user who works for West Kent."""
    place = make_place(slug)
    partners = []
    for position, name in enumerate(CCGS):
        body, _ = Organisation.objects.get_or_create(
            slug=f"ccg-{position}",
            defaults={"name": f"NHS {name} CCG", "sector": "health", "valid_from": date(2013, 4, 1)},
        )
        partners.append(
            Partner.objects.create(
                place=place,
                slug=f"ccg-{position}",
                name=body.name,
                sector="health",
                organisation=body,
                position=position,
            )
        )
    Membership.objects.create(place=place, user=user, role=Role.CONVENOR, partner=partners[0])
    return place, partners


def bodies(partners):
    return [partner.organisation for partner in partners]


def test_the_groups_of_kent_become_one_on_the_first_of_july_2022(user):
    place, partners = kent(user)

    icb = merge(before=bodies(partners), after=ICB, on=ICB_DAY, by=user)

    assert icb.valid_from == ICB_DAY
    assert set(Organisation.objects.exclude(pk=icb.pk).values_list("valid_to", flat=True)) == {date(2022, 6, 30)}
    assert set(Partner.objects.filter(pk__in=[p.pk for p in partners]).values_list("valid_to", flat=True)) == {
        date(2022, 6, 30)
    }
    new = Partner.objects.get(place=place, organisation=icb)
    assert (new.slug, new.valid_from, new.position) == ("nhs-kent-and-medway-integrated-care-board", ICB_DAY, 8)
    assert Succession.objects.filter(after=icb, on=ICB_DAY).count() == 8


def test_two_mergers_are_walked_back_to_the_bodies_of_the_day(user):
    _, partners = kent(user)
    ccg = merge(before=bodies(partners), after=CCG, on=date(2020, 4, 1), by=user)
    other = Organisation.objects.create(slug="medway-foundation", name="Medway Foundation", sector="health")
    icb = merge(before=[ccg, other], after=ICB, on=ICB_DAY, by=user)

    on_2021 = [body.name for body in bodies_on(icb.pk, date(2021, 5, 1))]
    on_2019 = [body.name for body in bodies_on(icb.pk, date(2019, 5, 1))]

    assert on_2021 == ["Medway Foundation", "NHS Kent and Medway CCG"]
    assert on_2019 == sorted(["Medway Foundation", *(f"NHS {name} CCG" for name in CCGS)])
    assert [body.name for body in bodies_on(partners[0].organisation.pk, ICB_DAY)] == [ICB.name]


def test_the_day_before_and_the_day_of_a_merger_are_told_apart(user):
    _, partners = kent(user)
    icb = merge(before=bodies(partners), after=ICB, on=ICB_DAY, by=user)

    assert len(bodies_on(icb.pk, date(2022, 6, 30))) == 8
    assert [body.key for body in bodies_on(icb.pk, ICB_DAY)] == [icb.pk]
    assert bodies_on(icb.pk, date(2012, 1, 1)) == ()


def test_a_merger_reaches_every_place_and_leaves_items_and_roles_with_the_old(user):
    _, first = kent(user)
    second_place, second = kent(user, "medway")
    person = Person.objects.create(place=second_place, slug="nurse", partner=second[1], owner=second[1], role="nurse")

    icb = merge(before=bodies(first), after=ICB, on=ICB_DAY, by=user)

    person.refresh_from_db()
    assert Partner.objects.filter(organisation=icb).count() == 2
    assert person.partner == second[1]
    held = Membership.objects.filter(user=user, place=second_place).values_list("partner__slug", flat=True)
    assert sorted(held) == ["ccg-0", "nhs-kent-and-medway-integrated-care-board"]


def test_one_person_of_two_merged_partners_gets_each_role_once(user):
    place, partners = kent(user)
    Membership.objects.create(place=place, user=user, role=Role.CONVENOR, partner=partners[1])

    icb = merge(before=bodies(partners), after=ICB, on=ICB_DAY, by=user)

    assert Membership.objects.filter(partner__organisation=icb).count() == 1


def test_a_merger_needs_two_that_exist(user):
    _, partners = kent(user)
    first, second = bodies(partners)[:2]

    with pytest.raises(ValidationError, match="two organisations"):
        merge(before=[first], after=ICB, on=ICB_DAY, by=user)
    with pytest.raises(ValidationError, match="did not exist on the day before 1 January 2013"):
        merge(before=[first, second], after=ICB, on=date(2013, 1, 1), by=user)
    merge(before=[first, second], after=ICB, on=ICB_DAY, by=user)
    with pytest.raises(ValidationError, match="taken over already"):
        merge(before=[first, second], after=CCG, on=date(2023, 1, 1), by=user)


def test_one_becomes_several_and_nobody_is_moved(user):
    place, partners = kent(user)
    old = partners[0].organisation

    made = split(before=old, after=[BodyAsked("North", "health"), BodyAsked("South", "health")], on=ICB_DAY, by=user)

    assert [body.name for body in bodies_on(old.pk, ICB_DAY)] == ["North", "South"]
    assert [body.key for body in bodies_on(made[0].pk, date(2021, 5, 1))] == [old.pk]
    assert Partner.objects.filter(place=place, organisation__in=made, valid_from=ICB_DAY).count() == 2
    assert Membership.objects.filter(place=place).count() == 1


def test_only_who_convenes_every_place_of_a_body_may_merge_it(user):
    kent(user)
    kent(make_user("another"), "medway")

    assert organisations_to_change(user) == {}


def test_the_merge_page_merges(user, client_for):
    _, partners = kent(user)
    keys = [body.pk for body in bodies(partners)]
    browser = client_for(with_second_factor(user))

    wrong = browser.post("/organisations/merge/", {"before": keys[:1], "name": "", "sector": "health", "on": "soon"})
    right = browser.post(
        "/organisations/merge/", {"before": keys, "name": ICB.name, "sector": "health", "on": "2022-07-01"}
    )

    assert wrong.status_code == 422
    assert "Write a day such as 2026-04-01." in wrong.content.decode()
    assert right.status_code == 302
    looked_back = browser.get(f"/organisations/{keys[0]}/?on=2023-01-01").content.decode()
    assert ICB.name in looked_back


def with_second_factor(user):
    """The user, who can sign in as a convenor."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "not-a-real-secret"})
    return user


def test_an_organisation_of_somebody_elses_place_is_absent(user, client_for):
    _, partners = kent(make_user("another"), "medway")
    make_place("mine")

    response = client_for(user).get(f"/organisations/{partners[0].organisation.pk}/")

    assert response.status_code == 404
