"""Several people on one map, over real sockets: everybody sees the same, and the tables hold it."""

import asyncio

from live_client import clients


def test_somebody_who_comes_in_is_told_who_they_are_and_has_the_map(client):
    async def run():
        async with clients(client("contributor")) as (one,):
            assert one.welcome["layer"] == "shared"
            assert one.welcome["you"]["name"] == "Contributor"
            assert (one.welcome["you"]["may_edit"], one.welcome["you"]["may_facilitate"]) == (True, False)
            assert one.plain()["factors"]["drinking"]["name"] == "Street drinking"
            assert ("drinking", "calls") in [(link["from"], link["to"]) for link in one.plain()["links"].values()]

    asyncio.run(run())


def test_what_one_changes_the_other_sees_and_the_table_holds(client, live_site):
    async def run():
        async with clients(client("contributor"), client("police")) as (one, other):
            await one.add_factor("noise-a1b2", "Noise at night", at=(10.0, 20.5))
            await one.all_saved()
            await other.until(lambda: "noise-a1b2" in other.roots["factors"])
            await other.change("factors", "noise-a1b2", baseline=12.5)
            await other.all_saved()
            await one.until(lambda: one.plain()["factors"]["noise-a1b2"]["baseline"] == 12.5)
            assert one.plain() == other.plain()

    asyncio.run(run())
    row = live_site.ask(
        "import json; from commonweal_web.systemmap.models import Factor, Position\n"
        "row = Factor.objects.get(slug='noise-a1b2'); at = Position.objects.get(factor=row)\n"
        "print(json.dumps([row.name, row.baseline, row.disclosure, row.owner.slug, at.map, at.x, at.y]))"
    )
    assert row == ["Noise at night", 12.5, "place", "council", "main", 10.0, 20.5]
