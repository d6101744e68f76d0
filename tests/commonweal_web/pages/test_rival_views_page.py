"""The page of rival views: who says what of each link, two partners side by side, nothing of what others keep."""

from typing import Any

import pytest
from django.urls import reverse

from commonweal_web.place.models import Place
from commonweal_web.systemmap.models import Factor, Link

pytestmark = pytest.mark.django_db
ADDRESS = reverse("pages:rival_views", args=["smallville"])
FILE = reverse("pages:rival_views_csv", args=["smallville"])


@pytest.fixture
def rivals(place_with_people: Any) -> Any:
    """The police draw that drinking raises calls, as the place has it; the council that it lowers them."""
    place = place_with_people.place
    ends = {
        f"{end}_factor": Factor.objects.get(place=place, slug=slug)
        for end, slug in (("from", "drinking"), ("to", "calls"))
    }
    Link.objects.create(place=place, sign="-", strength="weak", contributed_by="council", **ends)
    back = {"from_factor": ends["to_factor"], "to_factor": ends["from_factor"]}
    Link.objects.create(place=place, sign="+", strength="weak", contributed_by="council", **back)
    return place_with_people


def page(client: Any, asked: str = "") -> str:
    return client.get(ADDRESS + asked).content.decode()


def test_a_contested_link_stands_first_with_who_says_what(rivals: Any, client_for: Any):
    shown = page(client_for(rivals.guest))

    assert "Smallville Police: the same way (+), medium" in shown
    assert "Smallville Council: against each other (-), weak" in shown
    assert shown.index("Views differ") < shown.index("Calls to the police → Street drinking")
    assert "1 of 2 (50" in shown
    assert "one view" in shown
    assert "1 of 2 links are contested, 1 of them about which way they act." in shown


def test_two_partners_stand_side_by_side(rivals: Any, client_for: Any):
    client = client_for(rivals.users["observer"])

    shown = page(client, "?one=police&other=council")
    lines = client.get(f"{FILE}?one=police&other=council").getvalue().decode().splitlines()

    assert "Smallville Police says the same way (+), Smallville Council against each other (-)." in shown
    assert "Only Smallville Council drew Calls to the police → Street drinking." in shown
    assert lines == [
        "Link,Smallville Police says,Smallville Council says,The same",
        'Street drinking → Calls to the police,"the same way (+), medium","against each other (-), weak",no',
        'Calls to the police → Street drinking,did not draw it,"the same way (+), weak",no',
    ]


def test_somebody_who_drew_nothing_is_not_there(rivals: Any, client_for: Any):
    client = client_for(rivals.users["observer"])

    assert client.get(f"{ADDRESS}?one=police&other=nobody").status_code == 404
    assert "Choose two that are not the same." in page(client, "?one=police&other=police")


def test_a_view_that_a_partner_keeps_is_seen_by_its_own_people_alone(rivals: Any, client_for: Any):
    own, others = (page(client_for(who)) for who in (rivals.police, rivals.users["analyst"]))

    assert "Marzipan factor → Calls to the police" in own
    assert "arzipan" not in others
    assert client_for(rivals.users["analyst"]).get(f"{ADDRESS}?one=police&other=marzipan").status_code == 404


def test_every_view_goes_away_as_a_row_of_a_file(rivals: Any, client_for: Any):
    lines = client_for(rivals.guest).get(FILE).getvalue().decode().splitlines()

    assert len(lines) == 4
    assert lines[1].startswith("Street drinking → Calls to the police,which way it acts,Smallville Police,")


def test_a_map_without_links_says_what_the_page_is_for(place_with_people: Any, client_for: Any):
    address = reverse("pages:rival_views", args=[Place.objects.get(slug="elsewhere").slug])

    assert "No links are drawn yet" in client_for(place_with_people.outsider).get(address).content.decode()
