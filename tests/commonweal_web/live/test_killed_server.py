"""The server is killed in the middle of edits: every edit that it acknowledged is there when it is back."""

import asyncio
from collections.abc import Iterator

import pytest

import postgresql
from live_client import MapClient
from live_site import LiveSite

PEOPLE = 4


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request, tmp_path) -> Iterator[LiveSite]:
    if request.param == "sqlite":
        made = LiveSite(tmp_path, people=PEOPLE).begin()
        yield made
        made.stop()
        return
    if postgresql.programs() is None:
        pytest.skip(postgresql.ABSENT)
    with postgresql.temporary_database() as address:
        made = LiveSite(tmp_path, people=PEOPLE, database=address).begin()
        try:
            yield made
        finally:
            made.stop()


async def edit_until_gone(one: MapClient, name: str) -> dict[int, str]:
    """Add one factor after another until the server is gone; the factor of each edit by its number."""
    made = {}
    number = 0
    while one.closed is None:
        key = f"{name}-{number}"
        await one.add_factor(key, f"{name} {number}")
        made[one.sent] = key
        number += 1
        await asyncio.sleep(0.005)
    return made


def test_every_acknowledged_edit_is_there_after_the_server_was_killed(site):
    async def run():
        people = [MapClient(site.url(), site.sessions[f"person-{number}"]) for number in range(PEOPLE)]
        for one in people:
            await one.open()
            await one.synced.wait()
        work = [asyncio.create_task(edit_until_gone(one, f"person{n}")) for n, one in enumerate(people)]
        while min(one.saved for one in people) < 20:
            await asyncio.sleep(0.01)
        await asyncio.to_thread(site.kill)
        made = [await one for one in work]
        acknowledged = {
            key for one, keys in zip(people, made, strict=True) for n, key in keys.items() if n <= one.saved
        }
        everything = {key for keys in made for key in keys.values()}
        await asyncio.to_thread(site.start)
        reader = MapClient(site.url(), site.sessions["police"])
        await reader.open()
        await reader.synced.wait()
        found = set(reader.roots["factors"])
        rows = await asyncio.to_thread(
            site.ask,
            "import json; from commonweal_web.systemmap.models import Factor\n"
            "print(json.dumps(list(Factor.objects.values_list('slug', flat=True))))",
        )
        for one in people:  # what was not acknowledged is still with its author, and comes now
            await one.close()
            await one.open()
        await reader.until(lambda: everything <= set(reader.roots["factors"]))
        for one in (*people, reader):
            await one.close()
        return acknowledged, found, set(rows)

    acknowledged, found, rows = asyncio.run(run())
    assert len(acknowledged) >= 20 * PEOPLE
    assert acknowledged <= found
    assert acknowledged <= rows
    assert rows == found, "rows and document were kept together"
