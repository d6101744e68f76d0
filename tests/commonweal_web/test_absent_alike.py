"""What somebody may not see, and what is not there, cost the site the same: time must not tell them apart.

The work of an answer is its questions to the database. They are compared to the letter, with the ids and numbers that
were asked for taken out. `benchmarks/absent.py` measures the time itself.
"""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commonweal_web.accounts.services import make_token

from . import test_routes_by_role as walk
from .test_routes_by_role import DOORS, api_paths, everybody, keys, told

pytestmark = pytest.mark.django_db
furnished = walk.furnished

# Texts and numbers in a statement: what was asked for, and what time it was.
ASKED_FOR = re.compile(r"'[^']*'|\b\d+\b")
NO_SUCH_ROW = 987_654


def cost(client: Client, path: str, method: str = "get") -> tuple[int, list[str]]:
    """The status of an answer, and every question that the database was asked for it."""
    with CaptureQueriesContext(connection) as asked:
        status = getattr(client, method)(path).status_code
    return status, [ASKED_FOR.sub("?", query["sql"]) for query in asked.captured_queries]


def difference(client: Client, there: str, nowhere: str) -> list[str]:
    """How two absent things differ in what they cost, looked at and posted to."""
    found = []
    for method in ("get", "post"):
        hidden, absent = cost(client, there, method), cost(client, nowhere, method)
        if hidden != absent or hidden[0] not in {403, 404, 405}:
            found.append(
                f"{method} {there}: {hidden[0]}, {len(hidden[1])} questions; not {absent[0]}, {len(absent[1])}"
            )
    return found


@pytest.mark.parametrize("is_public", [False, True], ids=["members only", "public"])
def test_what_another_partner_keeps_costs_what_an_unknown_item_costs(furnished, client_for, is_public):
    walk.open_to_all(furnished, is_public)
    numbers, clients, wrong = keys(furnished), everybody(furnished, client_for), []
    unknown = dict.fromkeys(numbers, NO_SUCH_ROW)

    for name, door in DOORS.items():
        there = door.kept.format(**numbers)
        nowhere = door.kept.format(**unknown).replace("zebrafish", "wombatfur")
        nowhere = nowhere.replace("organisation-council", "organisation-wombatfur")
        assert not door.kept or there != nowhere, name
        for who in ("police", "guest", "outsider", "anonymous") if door.kept else ():
            wrong += [
                f"{who}: {each}" for each in difference(clients[who], f"/smallville/{there}", f"/smallville/{nowhere}")
            ]

    assert not wrong, told(wrong)


def test_a_place_of_others_costs_what_an_unknown_place_costs(furnished, client_for):
    numbers, wrong = keys(furnished), []

    for who in (furnished.outsider, None):
        for door in DOORS.values():
            path = door.path.format(**numbers)
            wrong += difference(client_for(who), f"/smallville/{path}", f"/somewhere0/{path}")

    assert not wrong, told(wrong)


def test_the_api_asks_as_much_for_a_place_of_others_as_for_an_unknown_one(furnished):
    token = make_token(user=furnished.outsider, name="test", days=30)
    client, wrong = Client(headers={"authorization": f"Bearer {token}"}), []
    client.get("/api/v1/places")  # the first use of a token is noted

    for path in api_paths():
        wrong += difference(client, path, path.replace("smallville", "somewhere0"))

    assert not wrong, told(wrong)
