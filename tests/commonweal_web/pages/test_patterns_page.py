"""The page of patterns: what the map may hold, what to ask, and nothing of what others keep to themselves."""

from typing import Any

import pytest
from django.urls import reverse

from commonweal.systemmap.archetypes.known import KNOWN
from commonweal_web.pages.selectors.readings.patterns import MOST_TOLD
from commonweal_web.place.models import Place
from commonweal_web.systemmap.models import Factor, Link, NamedLoop

pytestmark = pytest.mark.django_db
ADDRESS = reverse("pages:patterns", args=["smallville"])
TABLE = reverse("pages:patterns_csv", args=["smallville"])
FIX = next(one for one in KNOWN if one.id == "fixes-that-fail")


def draw(place: Place, known: Any = FIX, prefix: str = "", **kept: Any) -> None:
    """The small map of an archetype, drawn in a place."""
    factors = {
        slug: Factor.objects.create(place=place, slug=f"{prefix}{slug}", name=f"{prefix}{name}", kind="cause", **kept)
        for slug, name in known.factors
    }
    for tail, head, sign, delay in known.links:
        ends = {"from_factor": factors[tail], "to_factor": factors[head]}
        Link.objects.create(place=place, sign=sign, strength="weak", delay=delay, **ends, **kept)


def read(client: Any, url: str = ADDRESS) -> str:
    return client.get(url).getvalue().decode()


def test_a_pattern_is_told_with_its_loops_and_what_to_ask(place_with_people: Any, client_for: Any):
    draw(place_with_people.place)

    page = read(client_for(place_with_people.guest))

    assert "The loops of this map lie as in 1 well-known pattern." in page
    assert "a reason to ask, not a proof" in page
    assert FIX.name in page
    assert FIX.description in page
    assert FIX.question in page
    assert "More the quick fix leads to less the problem" in page
    assert 'Fixes that fail <span class="cw-quiet">at: The quick fix and The problem</span>' in page
    assert "by the delays on the map they come round in its order" in page


def test_a_loop_of_a_pattern_has_the_name_that_people_gave_it(place_with_people: Any, client_for: Any):
    draw(place_with_people.place)
    NamedLoop.objects.create(place=place_with_people.place, factors=["problem", "fix"], name="The sticking plaster")

    assert "<strong>The quick fix</strong>, called here “The sticking plaster”." in read(
        client_for(place_with_people.guest)
    )


def test_a_map_without_patterns_says_so(place_with_people: Any, client_for: Any):
    assert "No loops of this map lie as in a well-known pattern." in read(client_for(place_with_people.guest))


def test_an_empty_map_says_what_would_stand_here(place_with_people: Any, client_for: Any):
    Factor.objects.all().delete()

    assert "The map is empty" in read(client_for(place_with_people.guest))


def test_what_a_partner_keeps_to_itself_makes_a_pattern_for_nobody_else(place_with_people: Any, client_for: Any):
    council = place_with_people.partners["council"]
    draw(place_with_people.place, prefix="quokka-", owner=council, disclosure="organisation")

    own, others = (client_for(place_with_people.users["contributor"]), client_for(place_with_people.police))

    assert "quokka-The problem" in read(own)
    assert "quokka" not in read(others) + read(others, TABLE)
    assert "No loops of this map lie as in a well-known pattern." in read(others)


def test_ten_are_read_aloud_and_all_stand_in_the_table(place_with_people: Any, client_for: Any):
    for number in range(MOST_TOLD + 2):
        draw(place_with_people.place, prefix=f"n{number}-")
    client = client_for(place_with_people.guest)

    page, table = read(client), read(client, TABLE)

    assert f"lie as in 1 well-known pattern, in {MOST_TOLD + 2} places." in page
    assert page.count(FIX.question) == MOST_TOLD
    assert "2 more of these patterns are in the table." in page
    assert {line.split(",")[0] for line in table.splitlines()[1:]} == {str(one) for one in range(1, MOST_TOLD + 3)}
    assert len(table.splitlines()) == 1 + 2 * (MOST_TOLD + 2)
