"""A place begins: from a template or blank, and its convenor lands on its home."""

import pytest

from commonweal.files.folder import read_place
from commonweal.systemmap.loops import feedback_loops
from commonweal_web.audit.models import AuditEvent
from commonweal_web.place.forms.places import FirstPartners
from commonweal_web.place.models import Membership, Organisation, Partner, Place, Role
from commonweal_web.place.services.partners import PartnerAsked
from commonweal_web.place.services.places import BLANK, RESERVED, STARTERS, TEMPLATES, PlaceAsked, create_place
from commonweal_web.systemmap.models import Factor, Link

from ..conftest import make_user

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name": "Riverside",
    "question": "What should we do together?",
    "template": "street-drinking",
    "partner-TOTAL_FORMS": "6",
    "partner-INITIAL_FORMS": "0",
    "partner-0-name": "Riverside Council",
    "partner-0-sector": "council",
    "partner-1-name": "Riverside Police",
    "partner-1-sector": "police",
}
WITH_MAPS = sorted(set(TEMPLATES) - {BLANK})


def test_four_answers_make_a_place_with_a_map_and_its_convenor(client_for):
    user = make_user("founder", second_factor=True)

    response = client_for(user).post("/start/", ANSWERS)

    place = Place.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/riverside/")
    assert [partner.slug for partner in Partner.objects.all()] == ["riverside-council", "riverside-police"]
    membership = Membership.objects.get()
    assert (membership.user, membership.role) == (user, Role.CONVENOR)
    assert membership.partner == Partner.objects.get(slug="riverside-council")
    assert (Factor.objects.filter(place=place).count(), Link.objects.filter(place=place).count()) == (33, 68)


def test_whoever_is_not_signed_in_is_asked_to(client_for):
    response = client_for(None).get("/start/")

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_a_wrong_form_says_what_is_missing_and_keeps_what_was_typed(client_for):
    answers = {**ANSWERS, "question": "", "partner-0-name": "", "partner-1-sector": "", "template": "atlantis"}

    response = client_for(make_user("founder")).post("/start/", answers)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Write the question that brings you together." in page
    assert "Write the name of your own organisation first." in page
    assert "Choose the sector of Riverside Police." in page
    assert 'value="Riverside Police"' in page
    assert not Place.objects.exists()


def test_a_partner_named_twice_is_told():
    answers = {**ANSWERS, "partner-1-name": "riverside council"}

    form = FirstPartners(answers, prefix="partner")

    assert not form.is_valid()
    assert "twice" in str(form.non_form_errors())


@pytest.mark.parametrize("template", WITH_MAPS)
def test_a_template_is_a_place_folder_without_a_fault_and_without_figures(template):
    folder = read_place(STARTERS / template)

    factors, links = folder.system_map.factors, folder.system_map.links
    linked = {link.from_ for link in links} | {link.to for link in links}
    assert len(factors) >= 20
    assert {factor.id for factor in factors} == linked
    assert all(factor.baseline is None and factor.trend is None for factor in factors)
    assert all(link.elasticity is None and link.strength and link.grade == 6 for link in links)


@pytest.mark.parametrize("template", [*WITH_MAPS, BLANK])
def test_every_template_can_be_copied(template):
    place = create_place(asked=PlaceAsked("Riverside", "What next?", template=template), by=make_user("founder"))

    assert Factor.objects.filter(place=place).exists() == (template != BLANK)


@pytest.mark.parametrize("name", ["Start", "API", "Help!", "accounts"])
def test_a_place_never_takes_an_address_of_the_site(name):
    place = create_place(asked=PlaceAsked(name, "What next?"), by=make_user("founder"))

    assert place.slug not in RESERVED
    assert place.slug.endswith("-2")


def test_a_second_place_of_one_name_gets_a_number_and_shares_the_organisation():
    user, council = make_user("founder"), PartnerAsked("Riverside Council", "council")

    first = create_place(asked=PlaceAsked("Riverside", "What next?", (council,)), by=user)
    second = create_place(asked=PlaceAsked("Riverside", "And then?", (council,)), by=user)

    assert (first.slug, second.slug) == ("riverside", "riverside-2")
    assert Organisation.objects.count() == 1


def test_a_name_without_a_letter_still_makes_a_place():
    place = create_place(asked=PlaceAsked("42", "What next?"), by=make_user("founder"))

    assert place.slug == "place"


def test_every_step_stands_in_the_audit():
    create_place(
        asked=PlaceAsked("Riverside", "What next?", (PartnerAsked("Council", "council"),)), by=make_user("founder")
    )

    assert list(AuditEvent.objects.values_list("event", flat=True)) == ["place made", "partner added", "role given"]


def test_settings_are_changed_by_the_convenor_alone(place_with_people, client_for):
    said = {"name": "Smallville", "question": "And now?", "geography": "E06000026", "horizon_years": "7"}
    url = "/smallville/settings/"

    statuses = [
        client_for(who).post(url, said).status_code
        for who in (place_with_people.users["convenor"], place_with_people.police, place_with_people.outsider)
    ]

    place = Place.objects.get(slug="smallville")
    assert statuses == [302, 403, 404]
    assert (place.question, place.geography, place.horizon_years) == ("And now?", "E06000026", 7)


def test_wrong_settings_are_explained(place_with_people, client_for):
    said = {"name": "Smallville", "question": "And now?", "geography": "Plymouth", "horizon_years": "99"}

    response = client_for(place_with_people.users["convenor"]).post("/smallville/settings/", said)

    page = response.content.decode()
    assert response.status_code == 422
    assert "one letter and eight digits" in page
    assert "Write a number from 1 to 30." in page


@pytest.mark.parametrize("template", ["hospital-discharge", "youth-violence"])
def test_a_template_says_of_every_link_what_is_published_and_what_is_assumed(template):
    links = read_place(STARTERS / template).system_map.links
    published = [link for link in links if link.source.startswith("Published: ")]

    assert published
    assert all("our assumption" in link.source.lower() for link in links)
    assert all(link.source.count("(") and link.source.endswith("check it") for link in published)


@pytest.mark.parametrize("template", ["hospital-discharge", "youth-violence"])
def test_a_template_feeds_back_in_both_directions(template):
    loops = feedback_loops(read_place(STARTERS / template).system_map, max_length=4).loops

    assert {"R", "B"} <= {loop.polarity for loop in loops}
    assert all(loop.delay_months > 0 for loop in loops)
