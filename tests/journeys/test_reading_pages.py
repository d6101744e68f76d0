"""Every page of the map of a place with content: axe finds nothing, light and dark, wide and narrow, and all fits."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test brings it")

WORD = "what-a-long-walk-9"
# Plymouth as it comes, and one of everything that only people who work there bring about: versions that differ, a map
# of its own, something private to show, something asked.
PLACE = f"""
from datetime import date
from pathlib import Path
from allauth.account.models import EmailAddress
from commonweal.files.folder import read_place
from commonweal_web.accounts.models import User
from commonweal_web.exchange.services import import_place
from commonweal_web.live.keeping import Person
from commonweal_web.live.rooms import Room
from commonweal_web.place.models import Membership, Partner
from commonweal_web.systemmap.document.keeper import MapKeeper
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.history.services import name_version
from commonweal_web.systemmap.models import Ask, Factor, NamedLoop, NamedMap, Position
people = {{}}
for name in ("leads", "reads"):
    people[name] = User.objects.create_user(name + "@example.org", "{WORD}", name="Who " + name)
    EmailAddress.objects.create(user=people[name], email=people[name].email, verified=True, primary=True)
place = import_place(folder=read_place(Path("examples/plymouth")), slug="reading", by=people["leads"])
Membership.objects.filter(place=place).delete()
partners = Partner.objects.filter(place=place)
council, other = partners.filter(sector="council").first(), partners.last()
Membership.objects.create(place=place, user=people["leads"], role="convenor", partner=council)
Membership.objects.create(place=place, user=people["reads"], role="observer", partner=other)
person, layer = Person(f"user-{{people['leads'].pk}}", may_edit=True), Layer(place)
first = name_version(layer=layer, name="After the first meeting", person=person)
drinking = Factor.objects.get(place=place, slug="street-drinking")
Factor.objects.filter(pk=drinking.pk).update(name="People who drink on the street late")
Factor.objects.create(place=place, slug="lamps", name="Street lamps that work", kind="cause")
Room(MapKeeper(layer)).work()
second = name_version(layer=layer, name="After the second meeting", person=person)
NamedMap.objects.create(place=place, slug="nights", name="At night", question="What happens after eleven?")
Position.objects.create(place=place, map="nights", factor=drinking, x=10.0, y=20.0)
Factor.objects.create(place=place, slug="quiet", name="A thought of ours", kind="cause", owner=council,
                      author=people["leads"], disclosure="organisation")
Ask.objects.create(place=place, slug="lamps", text="More lamps?", factor=drinking, made=date(2026, 1, 5),
                   answer_by=date(2026, 2, 1), from_partner=other, to_partner=council)
loop = NamedLoop.objects.filter(place=place).first()
print("NUMBERS", first, second, loop.pk, f"layer=organisation-{{council.slug}}")
"""

# The pages below /<place>/, for whoever leads and for whoever reads; the last only for whoever may write.
READ = (
    "map/says/", "map/bridges/", "map/loops/", "map/patterns/", "map/levers/", "map/gaps/", "map/views/", "map/maps/",
    "map/history/", "map/history/steps/", "map/history/versions/", "map/history/compare/?one={first}&other={second}",
    "map/pathways/?from=police-night-hours&to=street-drinking", "map/asks/", "map/saved/", "map/table/",
    "factors/street-drinking/",
)  # fmt: skip
WRITE = (
    "map/history/versions/{first}/restore/", "map/maps/add/", "map/maps/nights/edit/", "map/offer/?{layer}",
    "map/loops/name/?factors={loop_factors}", "map/loops/{loop}/edit/", "factors/street-drinking/asks/add/",
    "asks/lamps/answer/", "import/map/", "export/map/", "settings/map/", "map/saved/add/",
)  # fmt: skip
PAGES = {"leads": READ + WRITE, "reads": READ}
SCREENS = [
    ("leads", 1280, "light"), ("leads", 1280, "dark"), ("leads", 390, "light"), ("leads", 390, "dark"),
    ("reads", 1280, "light"), ("reads", 390, "dark"),
]  # fmt: skip

# What may be wider than the screen: tables and pictures in a region of their own that the keyboard reaches.
WIDER = """() => [...document.querySelectorAll("body *")]
    .filter((each) => each.scrollWidth > each.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(each).overflowX))
    .filter((each) => !each.matches(".cw-scroll[tabindex='0']") && !each.querySelector("a, button"))
    .map((each) => each.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def numbers(site: Any) -> dict[str, str]:
    """The place, and the numbers that addresses name its rows by."""
    told = re.search(r"NUMBERS (\d+) (\d+) (\d+) (\S+)", site.manage("shell", "-c", PLACE))
    assert told is not None
    return dict(zip(("first", "second", "loop", "layer"), told.groups(), strict=True))


@pytest.fixture
def open_as(site: Any, browser: Any, numbers: dict[str, str]) -> Iterator[Callable[..., Any]]:
    """A browser in which somebody is signed in."""
    contexts = []

    def open_(name: str, width: int, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(site.url + "/accounts/login/")
        page.locator("[name=login]").fill(f"{name}@example.org")
        page.locator("[name=password]").fill(WORD)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_url(lambda url: "login" not in url)
        return page

    yield open_
    for context in contexts:
        context.close()


def addresses(site: Any, page: Any, name: str, numbers: dict[str, str]) -> Iterator[str]:
    """Opens one page after another; the loop to be named is one that the page of loops offers."""
    offered = ""
    for path in PAGES[name]:
        if "{loop_factors}" in path:
            page.goto(f"{site.url}/reading/map/loops/")
            found = page.locator("a[href*='loops/name/?factors=']").first.get_attribute("href")
            offered = found.partition("factors=")[2]
        address = path.format(**numbers, loop_factors=offered)
        answer = page.goto(f"{site.url}/reading/{address}")
        assert answer.status == 200, f"{address}: {answer.status}"
        if "cw-map" in page.content() and address.startswith("map/table"):
            page.locator(".cw-mapbar").wait_for()
        yield address


@pytest.mark.parametrize(("name", "width", "scheme"), SCREENS)
def test_every_page_of_the_map_is_accessible(
    site: Any, open_as: Any, axe: Any, numbers: dict[str, str], name: str, width: int, scheme: str
):
    page = open_as(name, width, color_scheme=scheme, bypass_csp=True)

    for address in addresses(site, page, name, numbers):
        axe(page)
        assert page.locator("h1").count() == 1, address


@pytest.mark.parametrize("name", ["leads", "reads"])
def test_at_four_times_the_size_nothing_is_scrolled_both_ways_but_tables(
    site: Any, open_as: Any, numbers: dict[str, str], name: str
):
    """WCAG 2.2, 1.4.10: 1,280 pixels at 400 % are 320."""
    page = open_as(name, 320)

    wrong = []
    for address in addresses(site, page, name, numbers):
        wide, shown = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        wrong += [f"{address}: {wide} pixels wide"] if wide > shown else []
        wrong += [f"{address}: {part}" for part in page.evaluate(WIDER)]

    assert not wrong, "\n".join(wrong)
