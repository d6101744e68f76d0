"""Partners, people without names, roles given and ended, and who may see an item."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commonweal_web.place.item import Disclosure
from commonweal_web.place.models import Membership, Partner, Person, Place, Role, Workstream
from commonweal_web.place.selectors.places import my_places
from commonweal_web.place.services.disclosure import disclose
from commonweal_web.place.services.members import RoleAsked, end_role, give_role, leave
from commonweal_web.systemmap.models import Factor, Link

from ..conftest import make_place, make_user

pytestmark = pytest.mark.django_db

PARTNER = {"name": "Fire service", "sector": "fire", "valid_from": "2026-04-01"}


def role_of(user, **where):
    return Membership.objects.get(user=user, **where)


# Partners


def test_a_convenor_adds_changes_and_ends_a_partner(place_with_people, client_for):
    browser = client_for(place_with_people.users["convenor"])

    added = browser.post("/smallville/partners/add/", PARTNER)
    ended = browser.post(
        "/smallville/partners/fire-service/edit/", {**PARTNER, "name": "Fire and rescue", "valid_to": "2026-09-30"}
    )

    fire = Partner.objects.get(slug="fire-service")
    assert (added.status_code, ended.status_code) == (302, 302)
    assert (fire.name, fire.valid_to, fire.organisation.name) == (
        "Fire and rescue",
        date(2026, 9, 30),
        "Fire and rescue",
    )
    assert "Fire and rescue" in browser.get("/smallville/partners/").content.decode()


def test_a_partner_ends_after_it_begins(place_with_people, client_for):
    response = client_for(place_with_people.users["convenor"]).post(
        "/smallville/partners/add/", {**PARTNER, "valid_to": "2026-03-31"}
    )

    assert response.status_code == 422
    assert "The last day (31 March 2026) is before the first (1 April 2026)." in response.content.decode()


def test_partners_are_changed_by_the_convenor_alone(place_with_people, client_for):
    statuses = [
        client_for(who).post("/smallville/partners/add/", PARTNER).status_code
        for who in (place_with_people.police_lead, place_with_people.guest, place_with_people.outsider, None)
    ]

    assert statuses == [403, 403, 404, 404]


def test_an_unknown_and_a_hidden_partner_are_equally_absent(place_with_people, client_for):
    police = place_with_people.partners["police"]
    Partner.objects.create(
        place=place_with_people.place, slug="secret", name="Secret", sector="other", owner=police,
        disclosure=Disclosure.ORGANISATION,
    )  # fmt: skip
    browser = client_for(place_with_people.users["convenor"])

    hidden, absent = browser.get("/smallville/partners/secret/"), browser.get("/smallville/partners/never/")

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert "Secret" not in browser.get("/smallville/partners/").content.decode()


# People without names


def test_a_contributor_adds_a_role_at_their_own_partner(place_with_people, client_for):
    police, council = place_with_people.partners["police"], place_with_people.partners["council"]
    browser = client_for(place_with_people.police)
    said = {"role": "custody sergeant", "profession": "policing", "disclosure": "organisation"}

    own = browser.post("/smallville/people/add/", {**said, "partner": police.pk})
    other = browser.post("/smallville/people/add/", {**said, "partner": council.pk})

    person = Person.objects.get(slug__startswith="custody-sergeant-")  # and six letters: only the police see it
    assert (own.status_code, other.status_code) == (302, 422)
    assert (person.owner, person.author, person.disclosure) == (police, place_with_people.police, "organisation")


def test_a_role_of_the_other_partner_is_neither_shown_nor_changed(place_with_people, client_for):
    browser = client_for(place_with_people.police)

    assert browser.get("/smallville/people/zebrafish-person/edit/").status_code == 404
    assert browser.get("/smallville/people/marzipan-person/edit/").status_code == 200
    page = browser.get("/smallville/people/").content.decode()
    assert "Marzipan keeper" in page
    assert "Zebrafish" not in page


def test_a_role_without_words_is_explained(place_with_people, client_for):
    response = client_for(place_with_people.police).post("/smallville/people/add/", {"role": "", "partner": ""})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Write what they do." in page
    assert "Choose the partner they work for." in page


def test_a_new_id_steps_aside_for_one_that_is_hidden(place_with_people, client_for):
    said = {"role": "Zebrafish person", "partner": place_with_people.partners["police"].pk, "disclosure": "place"}

    response = client_for(place_with_people.police).post("/smallville/people/add/", said)

    assert response.status_code == 302
    assert Person.objects.filter(slug="zebrafish-person-2").exists()


# Roles


def test_one_person_has_several_roles_in_several_places(place_with_people):
    user, place = place_with_people.police, place_with_people.place
    police = place_with_people.partners["police"]

    give_role(place=place, user=user, asked=RoleAsked(Role.ANALYST, police), by=None)
    give_role(place=place, user=user, asked=RoleAsked(Role.ANALYST, police), by=None)
    give_role(place=Place.objects.get(slug="elsewhere"), user=user, asked=RoleAsked(Role.OBSERVER), by=None)

    assert [(mine.slug, mine.roles) for mine in my_places(user)] == [
        ("elsewhere", ("Observer",)),
        ("smallville", ("Analyst", "Contributor")),
    ]


def test_the_member_page_gives_and_ends_roles(place_with_people, client_for):
    contributor = place_with_people.users["contributor"]
    browser, page = client_for(place_with_people.users["convenor"]), f"/smallville/people/members/{contributor.pk}/"
    homes = Workstream.objects.create(place=place_with_people.place, slug="homes", name="Homes")

    given = browser.post(page, {"role": "analyst", "partner": "", "workstream": homes.pk})
    ended = browser.post(f"/smallville/people/roles/{role_of(contributor, role='contributor').pk}/end/")

    assert (given.status_code, ended.status_code) == (302, 302)
    assert role_of(contributor, role="analyst").workstream == homes
    assert role_of(contributor, role="contributor").until < timezone.localdate()


def test_nobody_gives_a_role_at_a_partner_that_has_its_own_lead(place_with_people, client_for):
    contributor = place_with_people.users["contributor"]
    page = f"/smallville/people/members/{contributor.pk}/"
    said = {"role": "analyst", "partner": place_with_people.partners["police"].pk}

    response = client_for(place_with_people.users["convenor"]).post(page, said)

    assert response.status_code == 422
    assert not Membership.objects.filter(user=contributor, role="analyst").exists()


def test_the_last_convenor_stays(place_with_people):
    convenor = place_with_people.users["convenor"]

    with pytest.raises(ValidationError, match="only convenor"):
        end_role(membership=role_of(convenor), by=convenor)
    with pytest.raises(ValidationError, match="only convenor"):
        leave(place=place_with_people.place, user=convenor, by=convenor)

    assert role_of(convenor).until is None


def test_a_leaver_hands_over_and_stays_the_author(place_with_people, client_for):
    leaver, heir = place_with_people.users["convenor"], place_with_people.users["analyst"]
    factor = Factor.objects.filter(slug="drinking").get()
    Factor.objects.filter(pk=factor.pk).update(author=leaver)
    Membership.objects.filter(user=leaver).update(partner=place_with_people.partners["council"])

    left = leave(place=place_with_people.place, user=leaver, by=leaver, hand_over_to=heir)

    factor.refresh_from_db()
    assert factor.author == leaver
    assert role_of(heir, role=Role.CONVENOR).until is None
    assert left[0].handed_over_to == role_of(heir, role=Role.CONVENOR)
    assert client_for(leaver).get("/smallville/partners/").status_code == 404


def test_nobody_takes_over_from_another_partner(place_with_people):
    police, analyst = place_with_people.police, place_with_people.users["analyst"]

    with pytest.raises(ValidationError, match="same partner"):
        leave(place=place_with_people.place, user=police, by=None, hand_over_to=analyst)

    assert role_of(police).until is None


def test_anybody_leaves_by_themselves_and_nobody_sends_another_away(place_with_people, client_for):
    police, observer = place_with_people.police, place_with_people.users["observer"]

    other = client_for(observer).post(f"/smallville/people/members/{police.pk}/leave/")
    own = client_for(observer).post(f"/smallville/people/members/{observer.pk}/leave/")

    assert (other.status_code, own.status_code) == (404, 302)
    assert role_of(police).until is None
    assert role_of(observer).until < timezone.localdate()


def test_a_role_ends_by_itself(place_with_people, client_for):
    police = place_with_people.police
    Membership.objects.filter(user=police).update(until=timezone.localdate() - timedelta(days=1))

    assert client_for(police).get("/smallville/partners/").status_code == 404


def test_addresses_of_people_are_for_the_convenor(place_with_people, client_for):
    seen = {
        who: "police@example.org" in client_for(user).get("/smallville/people/").content.decode()
        for who, user in (("convenor", place_with_people.users["convenor"]), ("police", place_with_people.police_lead))
    }

    assert seen == {"convenor": True, "police": False}


def test_a_public_place_shows_no_people(place_with_people, client_for):
    Place.objects.filter(slug="smallville").update(is_public=True)

    page = client_for(None).get("/smallville/people/")

    assert page.status_code == 200
    assert "Analyst" not in page.content.decode()


def test_workstreams_come_and_go(place_with_people, client_for):
    browser = client_for(place_with_people.users["convenor"])

    browser.post("/smallville/workstreams/", {"name": "Homes"})
    shown = client_for(place_with_people.police).get("/smallville/workstreams/").content.decode()
    refused = client_for(place_with_people.police).post("/smallville/workstreams/", {"name": "Nights"})
    browser.post(f"/smallville/workstreams/{Workstream.objects.get().pk}/remove/")

    assert "Homes" in shown
    assert refused.status_code == 403
    assert not Workstream.objects.exists()


@pytest.mark.parametrize("page", ["partners", "people", "workstreams", "invitations"])
def test_a_list_asks_the_database_twelve_times_at_the_most(
    place_with_people, client_for, django_assert_max_num_queries, page
):
    place = place_with_people.place
    for number in range(40):
        partner = Partner.objects.create(place=place, slug=f"p-{number}", name=f"Partner {number}", sector="other")
        Person.objects.create(place=place, slug=f"r-{number}", partner=partner, owner=partner, role="worker")
        Membership.objects.create(place=place, user=make_user(f"u-{number}"), role=Role.OBSERVER, partner=partner)
        Workstream.objects.create(place=place, slug=f"w-{number}", name=f"Stream {number}")
    browser = client_for(place_with_people.users["convenor"])

    with django_assert_max_num_queries(12):
        assert browser.get(f"/smallville/{page}/").status_code == 200


# Who may see an item


def test_an_item_goes_forward_stage_by_stage_and_back_while_nobody_relies_on_it(place_with_people):
    author = place_with_people.users["contributor"]
    factor = Factor.objects.get(slug="periwinkle-factor")

    stages = [disclose(item=factor, stage=stage, by=author).disclosure for stage in reversed(Disclosure.values)]
    stages += [disclose(item=factor, stage=stage, by=author).disclosure for stage in Disclosure.values]

    assert stages == ["public", "place", "organisation", "draft", "draft", "organisation", "place", "public"]


def test_an_item_waits_for_what_it_refers_to(place_with_people):
    link = Link.objects.get(contributed_by="marzipan")

    with pytest.raises(ValidationError, match="refers to something that fewer people see"):
        disclose(item=link, stage="place", by=place_with_people.police)

    disclose(item=link.from_factor, stage="place", by=place_with_people.police)
    assert disclose(item=link, stage="place", by=place_with_people.police).disclosure == "place"


def test_an_item_that_others_rely_on_stays(place_with_people):
    factor = Factor.objects.get(slug="drinking")
    factor.owner = place_with_people.partners["police"]

    with pytest.raises(ValidationError, match="Others already rely on it"):
        disclose(item=factor, stage="organisation", by=place_with_people.police)


def test_another_organisations_private_link_is_not_told_by_a_refusal(place_with_people):
    author, police = place_with_people.users["contributor"], place_with_people.partners["police"]
    factor = Factor.objects.create(
        place=place_with_people.place, slug="mine", name="Mine", kind="cause", author=author,
        owner=place_with_people.partners["council"],
    )  # fmt: skip
    Link.objects.create(
        place=place_with_people.place, from_factor=factor, to_factor=Factor.objects.get(slug="calls"), owner=police,
        disclosure="organisation",
    )  # fmt: skip

    assert disclose(item=factor, stage="draft", by=author).disclosure == "draft"


def test_an_item_of_nobody_cannot_be_an_organisations(place_with_people):
    factor = Factor.objects.get(slug="calls")

    with pytest.raises(ValidationError, match="belongs to no partner"):
        disclose(item=factor, stage="organisation", by=place_with_people.police)
    with pytest.raises(ValidationError, match="no stage"):
        disclose(item=factor, stage="secret", by=place_with_people.police)


def test_a_partner_of_another_place_is_refused(place_with_people):
    elsewhere = make_place("third")

    with pytest.raises(ValidationError, match="another place"):
        give_role(
            place=elsewhere,
            user=place_with_people.police,
            asked=RoleAsked(Role.OBSERVER, place_with_people.partners["police"]),
            by=None,
        )
