"""Can time tell apart what somebody may not see, and what is not there?

In-process, on SQLite, in a place of the examples: requests that all end in 404 are made in turn, in an order that is
drawn anew each round, and the processor time of each is taken. "Unknown, again" is asked exactly as "unknown" is: its
difference is the noise that any other must exceed to say something. The chance is that of the rank-sum test of Mann and
Whitney: below 0.01 the two can be told apart by somebody who asks that often. `--rounds 500` asks less often.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from scipy.stats import mannwhitneyu

ROOT = Path(__file__).parents[1]
# What each pair asks for: the first is hidden or unknown, all names equally long.
PAGES = {
    "item, hidden": "/plymouth/factors/kept-away/",
    "item, unknown": "/plymouth/factors/not-there/",
    "item, unknown, again": "/plymouth/factors/nor-there/",
    "place, hidden": "/merton/factors/kept-away/",
    "place, unknown": "/nowere/factors/kept-away/",
    "place, unknown, again": "/nobody/factors/kept-away/",
}
PAIRS = [
    ("item, hidden", "item, unknown"),
    ("item, unknown, again", "item, unknown"),
    ("place, hidden", "place, unknown"),
    ("place, unknown, again", "place, unknown"),
]


def prepare() -> Callable[[str], int]:
    """A site with two places of the examples, and what asks it as somebody with a role in the first."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from commonweal.files.folder import read_place
    from commonweal_web.accounts.models import User
    from commonweal_web.exchange.services import import_place
    from commonweal_web.place.models import Membership, Partner, Place
    from commonweal_web.systemmap.models import Factor

    call_command("migrate", interactive=False, verbosity=0)
    for slug in ("plymouth", "merton"):
        import_place(folder=read_place(ROOT / "examples" / slug), slug=slug, by=None)
    place = Place.objects.get(slug="plymouth")
    first, second = Partner.objects.filter(place=place).order_by("position")[:2]
    kept = {"place": place, "owner": first, "disclosure": "organisation"}
    Factor.objects.create(slug="kept-away", name="Kept away", kind="cause", **kept)
    user = User.objects.create_user("police@example.org")
    Membership.objects.create(place=place, user=user, role="contributor", partner=second)
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return lambda path: browser.get(path).status_code


def times(ask: Callable[[str], int], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of processor time of every page, round by round."""
    found: dict[str, list[float]] = {name: [] for name in PAGES}
    chance = random.Random(5)
    for number in range(-20, rounds):  # the first twenty warm up
        for name in chance.sample(sorted(PAGES), len(PAGES)):
            began = time.thread_time_ns()
            status = ask(PAGES[name])
            spent = (time.thread_time_ns() - began) / 1e6
            assert status == 404, (name, status)
            if number >= 0:
                found[name].append(spent)
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=2000)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"COMMONWEAL_MODE": "test", "COMMONWEAL_DATA": folder, "COMMONWEAL_LOG": "error"}
        os.environ["COMMONWEAL_HOSTS"] = "testserver"
        os.environ.pop("DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "commonweal_web.config.settings"
        found = times(prepare(), rounds)
    print(f"{rounds} rounds; milliseconds of processor time")
    print("| asked for | beside | median | difference of medians | chance of such ranks by luck |")
    print("| --- | --- | --- | --- | --- |")
    for name, other in PAIRS:
        gap = median(found[name]) - median(found[other])
        chance = mannwhitneyu(found[name], found[other]).pvalue
        print(f"| {name} | {other} | {median(found[name]):.3f} | {gap:+.4f} | {chance:.2f} |")


if __name__ == "__main__":
    sys.exit(main())
