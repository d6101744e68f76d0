"""An hour without a connection, by five people at once: nothing that anybody added is lost when they come back."""

import asyncio
import random

from live_client import MapClient, clients, factor, link, new_key

# What each person does meanwhile: an edit every 20 seconds for an hour.
EDITS = 180


def work_alone(one: MapClient, name: str, chance: random.Random) -> tuple[set, set]:
    """Scripted work in one copy: factors and links added (and never taken away), others' things changed and moved."""
    factors, links = set(), set()
    for number in range(EDITS):
        known = list(one.roots["factors"])
        what = chance.random()
        with one.doc.transaction():
            if what < 0.4 or len(known) < 3:
                key = f"{name}-{number}-{chance.randrange(10**4):04d}"
                one.put("factors", key, factor(f"{name} {number}"))
                one.put("positions", f"main/{key}", [chance.uniform(-900, 900), chance.uniform(-900, 900)])
                factors.add(key)
            elif what < 0.7:
                from_, to = chance.sample(known, 2)
                key = new_key()
                one.put("links", key, link(from_, to, contributed_by="council", note=f"{name} {number}"))
                links.add(key)
            elif what < 0.9:
                one.roots["factors"][chance.choice(known)]["note"] = f"{name} {number}"
            else:
                one.put("positions", f"main/{chance.choice(known)}", [float(number), 0.0])
    return factors, links


def test_five_people_work_an_hour_offline_and_nothing_is_lost(client, live_site):
    async def run():
        five = [client(f"person-{number}") for number in range(5)]
        added_factors, added_links = set(), set()
        async with clients(*five):
            await five[0].add_factor("common-0000", "Known to all")
            for one in five:
                await one.until(lambda one=one: "common-0000" in one.roots["factors"])
        for number, one in enumerate(five):
            factors, links = work_alone(one, f"person{number}", random.Random(number))
            added_factors |= factors
            added_links |= links
        assert len(added_factors) > 250
        assert len(added_links) > 200
        async with clients(*five):
            for one in five:
                await one.until(lambda one=one: one.sent > 0)
                await one.all_saved()
            for one in five:
                await one.until(lambda one=one: added_factors <= set(one.roots["factors"]), 60)
                await one.until(lambda one=one: one.plain() == five[0].plain(), 60)
            assert added_links <= set(five[0].roots["links"])
            return five[0].plain(), added_factors

    plain, added = asyncio.run(run())
    views = {(entry["from"], entry["to"]) for entry in plain["links"].values() if entry["note"].startswith("person")}
    kept = live_site.ask(
        "import json; from commonweal_web.systemmap.models import Factor, Link\n"
        "factors = list(Factor.objects.values_list('slug', flat=True))\n"
        "links = Link.objects.filter(note__startswith='person').values_list('from_factor__slug', 'to_factor__slug')\n"
        "print(json.dumps([factors, list(links)]))"
    )
    assert added <= set(kept[0])
    assert {tuple(view) for view in kept[1]} == views


def test_what_a_form_changes_comes_to_an_open_room(client, live_site):
    async def run():
        async with clients(client("contributor")) as (one,):
            program = (
                "from commonweal.systemmap.schema import Factor\n"
                "from commonweal_web.place.models import Place\n"
                "from commonweal_web.place.viewer import EVERYBODY\n"
                "from commonweal_web.systemmap import services\n"
                "place = Place.objects.get(slug='smallville')\n"
                "noun = Factor('drinking', 'Street drinking', 'cause', baseline=90.5)\n"
                "services.change_factor(place=place, noun=noun, viewer=EVERYBODY, by=None, disclosure='place')\n"
                "print(1)"
            )
            await asyncio.to_thread(live_site.ask, program)
            await one.until(lambda: one.plain()["factors"]["drinking"]["baseline"] == 90.5, 5)
            return one.plain()["factors"]["drinking"]

    assert asyncio.run(run())["baseline"] == 90.5
