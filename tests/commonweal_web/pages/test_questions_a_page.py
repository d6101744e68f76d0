"""How many questions each page asks the database: a ceiling for each, so that none grows unseen.

The place has one of everything: a measure with values, open asks, loops with names, a decision or none yet. What a page
asks must not depend on how much there is of it: `test_summary_page` and others hold that.
"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal_web.investment.models import Decision
from commonweal_web.measures.models import Measure, Observation
from commonweal_web.place.models import Role

from .. import test_routes_by_role as walk

pytestmark = pytest.mark.django_db
furnished = walk.furnished

# The first four of every page are the session, the person, their second factor, and the place with their roles.
LIST = 12
WHOLE = 16
# A question for each of the six roots of the map's document; saved views, and what they may name, are two more.
DRAWING = 18

CEILINGS = {
    "": WHOLE,
    "map/": DRAWING,
    "map/table/": DRAWING,
    "map/picture.svg": DRAWING,
    "factors/": LIST,
    "factors/calls/": WHOLE,
    "map/levers/": WHOLE,
    "map/colouring/leverage.json": WHOLE,
    # All readings together: the rows of all of them.
    "map/says/": WHOLE,
    "map/history/": LIST,
    # A moment is read out of the document, and what its layer may name besides.
    "map/history/steps/": WHOLE,
    "map/bridges/": LIST,
    "map/loops/": LIST,
    "map/patterns/": LIST,
    "map/gaps/": LIST,
    "map/views/": LIST,
    "map/pathways/": LIST,
    "map/maps/": LIST,
    "map/history/versions/": LIST,
    "map/loops/name/?factors=drinking;lights": LIST,
}


@pytest.fixture
def measured(furnished):
    """The same with a year of values for the measure of calls."""
    measure = Measure.objects.get(place=furnished.place, slug="counted")
    Measure.objects.filter(pk=measure.pk).update(has_series=True)
    months = [date(2025, 1, 1) + timedelta(days=31 * number) for number in range(12)]
    rows = [
        Observation(measure=measure, period=day.replace(day=1), value=9.0, position=n) for n, day in enumerate(months)
    ]
    Observation.objects.bulk_create(rows)
    return furnished


def questions(client, url):
    """How many questions a page asks when it is looked at again."""
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.OBSERVER, Role.CONVENOR])
@pytest.mark.parametrize("decided", [True, False], ids=["decided", "nothing decided"])
def test_no_page_asks_more_than_its_ceiling(measured, client_for, role, decided):
    if not decided:
        Decision.objects.all().delete()
    client = client_for(measured.users[role])
    open_to = {path: most for path, most in CEILINGS.items() if "name/" not in path or role != Role.OBSERVER}

    asked = {path: questions(client, f"/smallville/{path}") for path in open_to}

    assert {path: (found, open_to[path]) for path, found in asked.items() if found > open_to[path]} == {}
