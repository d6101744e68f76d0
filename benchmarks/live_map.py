"""How long until an edit of a map is seen by others, with 10, 50 and 100 people drawing on one map at once?

Starts a server of its own on this machine for each size. Every person makes an edit each 1 to 2 seconds: a word of
their own factor, a position, a new factor, a new link. Their copies stand in this process, the server in another; a
few copies take every update as it comes and say when they saw it, the others take theirs at the end, and all must then
be the same. About three minutes; `--size 50` runs one size only, `--postgresql` on that database.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from live_client import MapClient, factor, link, new_key  # noqa: E402  (beside the tests, not in the package)
from live_site import LiveSite  # noqa: E402
from postgresql import temporary_database  # noqa: E402

SIZES = (10, 50, 100)
SECONDS, WATCHERS = 30.0, 3
# What the map holds before: as much as a large place drew in a year.
FACTORS, LINKS = 200, 600


@dataclass
class Seen:
    """When each edit was sent, and how long until the watchers saw it."""

    sent: dict[str, float] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)

    def at(self, share: float) -> float:
        """The wait, in milliseconds, that so large a share of all is under."""
        return 1000 * sorted(self.waits)[min(len(self.waits) - 1, int(share * len(self.waits)))]


class Later(MapClient):
    """A copy that takes what others changed only at the end, so that this process does not hold up the measure."""

    def _apply(self, update: bytes) -> None:
        if self.synced.is_set():
            self.kept.append(update)
        else:
            super()._apply(update)

    def take_all(self) -> None:
        for update in self.kept:
            super()._apply(update)


class Watcher(MapClient):
    """A copy that says when it saw an edit."""

    def watch(self, seen: Seen) -> None:
        def note(events) -> None:
            now = time.perf_counter()
            for event in events:
                for key, change in event.keys.items():
                    mark = change.get("newValue")
                    if key == "note" and mark in seen.sent:
                        seen.waits.append(now - seen.sent[mark])

        self.watching = self.roots["factors"].observe_deep(note)


async def draw(one: MapClient, own: str, until: float, seen: Seen, chance: random.Random) -> None:
    """One person at work."""
    number = 0
    await asyncio.sleep(chance.random() * 1.5)
    while time.monotonic() < until:
        number += 1
        mark = f"{own} {number}"
        with one.doc.transaction():
            one.roots["factors"][own]["note"] = mark
            what = chance.random()
            if what < 0.4:
                one.put("positions", f"main/{own}", [chance.uniform(-900, 900), chance.uniform(-900, 900)])
            elif what < 0.5:
                one.put("factors", f"{own}-{number}", factor(mark))
            elif what < 0.6:
                one.put("links", new_key(), link(own, f"known-{chance.randrange(FACTORS)}"))
        seen.sent[mark] = time.perf_counter()
        await one.flush()
        await asyncio.sleep(chance.uniform(1.0, 2.0))


async def fill(one: MapClient, people: int) -> None:
    """The map as it is before anybody begins."""
    with one.doc.transaction():
        for number in range(FACTORS):
            one.put("factors", f"known-{number}", factor(f"Known {number}"))
        for number in range(LINKS):
            one.put("links", new_key(), link(f"known-{number % FACTORS}", f"known-{(number * 7 + 3) % FACTORS}"))
        for number in range(people):
            one.put("factors", f"own-{number}", factor(f"Own {number}"))
    await one.flush()
    await one.all_saved()


async def measure(site: LiveSite, people: int) -> tuple[Seen, int, float]:
    """The waits, how many edits there were, and the seconds of processor that the server used a second."""
    seen = Seen()
    made = [Watcher(site.url(), site.sessions[f"person-{n}"]) for n in range(WATCHERS)]
    made += [Later(site.url(), site.sessions[f"person-{n}"]) for n in range(WATCHERS, people)]
    await made[0].open()
    await made[0].synced.wait()
    await fill(made[0], people)
    for one in made[1:]:
        one.kept = []
        await one.open()
    await asyncio.gather(*(one.synced.wait() for one in made))
    for one in made[:WATCHERS]:
        one.watch(seen)
    used, began = processor_seconds(site), time.monotonic()
    drawing = [draw(one, f"own-{n}", began + SECONDS, seen, random.Random(n)) for n, one in enumerate(made)]
    await asyncio.gather(*drawing)
    for one in made:
        await one.all_saved()
    share = (processor_seconds(site) - used) / (time.monotonic() - began)
    await asyncio.sleep(2)
    for one in made[WATCHERS:]:
        one.take_all()
    same = [one.plain() == made[0].plain() for one in made]
    assert all(same), f"{same.count(False)} of {people} copies differ"
    for one in made:
        await one.close()
    return seen, len(seen.sent), share


def processor_seconds(site: LiveSite) -> float:
    """Seconds of processor that the server has used."""
    fields = Path(f"/proc/{site.server.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(site: LiveSite) -> float:
    """The memory that the server holds, in MB."""
    status = Path(f"/proc/{site.server.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def run(people: int, database: str) -> None:
    """One size, and its line."""
    with tempfile.TemporaryDirectory() as folder:
        site = LiveSite(Path(folder), people=people, database=database).begin()
        try:
            before = memory(site)
            seen, edits, share = asyncio.run(measure(site, people))
            load = os.getloadavg()[0]
            print(
                f"| {people} | {edits} | {seen.at(0.5):.0f} ms | {seen.at(0.95):.0f} ms | {seen.at(0.99):.0f} ms "
                f"| {share:.0%} | {before:.0f} to {memory(site):.0f} MB | {load:.1f} |",
                flush=True,
            )
        finally:
            site.stop()


def main() -> None:
    """Run the sizes that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, choices=SIZES)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    print("| people | edits | seen by others: half | 95 % | 99 % | processor | memory | load of the machine |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for people in (asked.size,) if asked.size else SIZES:
        with temporary_database() if asked.postgresql else nullcontext("") as database:
            run(people, database)


if __name__ == "__main__":
    main()
