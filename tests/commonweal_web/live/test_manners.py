"""What a socket lets through: one's own states only, so much and no more, nothing of other layers."""

import asyncio
import json

import pytest

from commonweal_web.live import encoding, limits
from live_client import clients


def test_others_see_where_somebody_is_and_who_is_said_by_the_server(client):
    async def run():
        async with clients(client("contributor"), client("police")) as (one, other):
            said = {"cursor": [1, 2], "map": "main", "selected": ["calls"], "user": {"name": "The convenor"}, "x": 1}
            await one.say(said)
            await other.until(lambda: one.doc.client_id in other.states)
            state = other.states[one.doc.client_id]
            assert {key: state[key] for key in ("cursor", "map", "selected")} == {
                "cursor": [1, 2], "map": "main", "selected": ["calls"],
            }  # fmt: skip
            assert (state["user"]["name"], "x" in state) == ("Contributor", False)
            await one.close()
            await other.until(lambda: other.states[one.doc.client_id] is None)

    asyncio.run(run())


def test_nobody_speaks_for_somebody_else(client):
    async def run():
        async with clients(client("contributor"), client("police")) as (one, other):
            await one.say({"cursor": [1, 1]})
            await other.until(lambda: one.doc.client_id in other.states)
            await other.say({"cursor": [666, 666]}, clock=99, client=one.doc.client_id)
            await other.say({"cursor": [7, 7]}, clock=1)
            await one.until(lambda: other.doc.client_id in one.states)
            assert one.states[one.doc.client_id]["cursor"] == [1, 1]
            assert one.closed is None

    asyncio.run(run())


@pytest.mark.parametrize("layer", ["own", "organisation-council"])
def test_a_private_layer_leaks_neither_edits_nor_states(client, live_site, layer):
    async def run():
        async with clients(client("contributor", layer), client("contributor"), client("police")) as (kept, one, other):
            await kept.add_factor(f"marzipan-{layer[:3]}1", "Marzipan")
            await kept.say({"cursor": [1, 2], "selected": [f"marzipan-{layer[:3]}1"]})
            await kept.all_saved()
            await one.add_factor(f"after-{layer[:3]}1", "After")
            await other.until(lambda: f"after-{layer[:3]}1" in other.roots["factors"])
            await asyncio.sleep(1.5)
            heard = b"".join([*one.raw, *other.raw])
            return b"arzipan" in heard, kept.doc.client_id in one.states | other.states

    assert asyncio.run(run()) == (False, False)
    stages = live_site.ask(
        "import json; from commonweal_web.systemmap.models import Factor\n"
        "print(json.dumps(list(Factor.objects.filter(name='Marzipan').values_list('disclosure', flat=True))))"
    )
    assert ("draft" if layer == "own" else "organisation") in stages


def test_a_private_link_may_name_a_shared_factor(client, live_site):
    async def run():
        async with clients(client("contributor", "organisation-council")) as (kept,):
            await kept.add_factor("budget-a1b2", "Our budget")
            key = await kept.add_link("budget-a1b2", "calls")
            await kept.all_saved()
            return key

    key = asyncio.run(run())
    row = live_site.ask(
        "import json; from commonweal_web.systemmap.models import Link\n"
        f"row = Link.objects.get(key='{key}'); print(json.dumps([row.disclosure, row.owner.slug, row.to_factor.slug]))"
    )
    assert row == ["organisation", "council", "calls"]


def closed_by(client, *messages: bytes) -> tuple[int | None, bool]:
    """How a socket ends on which something was sent, and whether another one goes on."""

    async def run():
        async with clients(client("person-0"), client("person-1")) as (one, other):
            for message in messages:
                await one.send(message)
            await one.until(lambda: one.closed is not None)
            await other.change("factors", "calls", note=f"after {len(messages)} {one.closed}")
            await other.all_saved()
            return one.closed, other.closed is None

    return asyncio.run(run())


BROKEN = {
    "nothing": b"",
    "garbage": b"\xff" * 30,
    "a kind that is none": b"\x63\x00",
    "a message of the server": encoding.number(3) + encoding.number(1),
    "more than there is": encoding.number(2) + encoding.number(1) + encoding.number(10_000),
    "an edit that is not the next": encoding.number(2) + encoding.number(7) + encoding.sized(b"\0\0"),
    "a state that is none": encoding.number(0) + encoding.sized(b"\xff\xff\xff"),
    "awareness that is none": encoding.number(6) + encoding.sized(b"\x01\x02"),
    "awareness too long": encoding.number(6) + encoding.sized(b"\0" * (limits.AWARENESS + 1)),
    "a message too long": encoding.number(2) + encoding.number(1) + encoding.sized(b"\0" * limits.MESSAGE),
}


@pytest.mark.parametrize("message", BROKEN.values(), ids=BROKEN)
def test_a_message_that_is_none_closes_its_own_socket_alone(client, message):
    assert closed_by(client, message) == (4400, True)


def test_too_many_messages_close_their_own_socket_alone(client):
    state = encoding.number(1) + encoding.number(5) + encoding.number(1) + encoding.text(json.dumps({"cursor": [1, 1]}))

    assert closed_by(client, *[encoding.number(6) + encoding.sized(state)] * 500) == (4429, True)


def test_too_many_tabs_of_one_person_are_refused(client):
    async def run():
        tabs = [client("observer") for _ in range(limits.CONNECTIONS)]
        async with clients(*tabs):
            more = client("observer")
            await more.open()
            await more.until(lambda: more.closed is not None)
            return more.closed, {tab.closed for tab in tabs}

    assert asyncio.run(run()) == (4429, {None})


def test_a_refused_edit_closes_its_own_socket_with_words(client):
    async def run():
        async with clients(client("observer"), client("contributor")) as (viewer, other):
            await viewer.add_factor("vandal-0000", "Vandal")
            await viewer.until(lambda: viewer.closed is not None)
            await other.add_factor("quiet-0000", "Quiet")
            await other.all_saved()
            return viewer.closed, viewer.refused[0][1]["problem"], "vandal-0000" in other.roots["factors"]

    assert asyncio.run(run()) == (4403, "You may look at this, and not change it.", False)
