"""Who comes in by the socket, and how everybody else is refused: all alike, without a word of what there is."""

import asyncio

import pytest
from websockets.exceptions import InvalidStatus

from live_client import MapClient, clients

# Whom a layer is not for, and layers and places that are not: who, layer, place.
ABSENT = [
    ("", "shared", "smallville"),
    ("outsider", "shared", "smallville"),
    ("convenor", "shared", "nowhere"),
    ("convenor", "shared", "elsewhere"),
    ("convenor", "organisation-police", "smallville"),
    ("convenor", "organisation-nobody", "smallville"),
    ("convenor", "nothing", "smallville"),
    ("observer", "organisation-council", "smallville"),
    ("observer", "own", "smallville"),
    ("guest", "own", "smallville"),
    ("guest", "organisation-council", "smallville"),
]


def closed_with(client: MapClient) -> tuple:
    async def run():
        await client.open()
        await client.until(lambda: client.closed is not None)
        return client.closed, client.raw

    return asyncio.run(run())


@pytest.mark.parametrize(("who", "layer", "place"), ABSENT)
def test_what_is_not_for_somebody_is_as_absent_as_what_is_not(client, who, layer, place):
    assert closed_with(client(who, layer, place)) == (4404, [])


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://localhost", "null", ""])
def test_a_page_of_another_site_opens_no_socket(client, origin):
    async def run():
        with pytest.raises(InvalidStatus) as refused:
            await client("contributor", origin=origin).open()
        return refused.value.response.status_code

    assert asyncio.run(run()) == 403


@pytest.mark.parametrize(
    ("who", "layer"),
    [("guest", "shared"), ("observer", "shared"), ("contributor", "own"), ("contributor", "organisation-council")],
)
def test_what_is_for_somebody_opens(client, who, layer):
    async def run():
        async with clients(client(who, layer)) as (one,):
            return one.welcome["layer"], one.welcome["you"]["key"].split("-")[0]

    assert asyncio.run(run()) == (layer, "guest" if who == "guest" else "user")


def test_a_role_that_ends_closes_the_socket_within_five_seconds(client, live_site):
    async def run():
        async with clients(client("analyst")) as (one,):
            program = (
                "from datetime import date, timedelta; from commonweal_web.place.models import Membership\n"
                "Membership.objects.filter(role='analyst').update(until=date.today() - timedelta(days=1)); print(1)"
            )
            await asyncio.to_thread(live_site.ask, program)
            await one.until(lambda: one.closed is not None, 5)
            return one.closed

    assert asyncio.run(run()) == 4404


def test_a_link_that_is_revoked_shows_its_guests_out(client, live_site):
    async def run():
        async with clients(client("guest")) as (one,):
            program = (
                "from django.utils import timezone; from commonweal_web.place.models import Invitation\n"
                "Invitation.objects.update(revoked_at=timezone.now()); print(1)"
            )
            await asyncio.to_thread(live_site.ask, program)
            await one.until(lambda: one.closed is not None, 5)
            return one.closed

    assert asyncio.run(run()) == 4404
