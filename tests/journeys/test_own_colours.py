"""A map for who set colours of their own, wants more contrast or no motion, and on paper."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test brings it")
expect = playwright.expect

# A public place whose first map everybody may see, so that nobody needs to sign in.
PLACE = """
from pathlib import Path
import commonweal_web.place as room
from commonweal.files.folder import read_place
from commonweal_web.accounts.models import User
from commonweal_web.exchange.services import import_place
from commonweal_web.place.models import Place
from commonweal_web.systemmap.models import Factor, Link
user = User.objects.create_user("colours@example.org", name="Who looks")
folder = read_place(Path(room.__file__).parent / "starters" / "street-drinking")
place = import_place(folder=folder, slug="colours", by=user)
Factor.objects.filter(place=place).update(disclosure="public")
Link.objects.filter(place=place).update(disclosure="public")
Place.objects.filter(pk=place.pk).update(is_public=True)
"""

# A colour of the drawing beside the system's own by their names, as the browser works both out.
COLOURS = """([selector, property, ...names]) => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.forcedColorAdjust = "none";
    const own = names.map((name) => { probe.style.color = name; return getComputedStyle(probe).color; });
    const found = [...document.querySelectorAll(selector)].map((each) => getComputedStyle(each)[property]);
    probe.remove();
    return [found.length, [...new Set(found)].filter((each) => !own.includes(each))];
}"""
MAP = "/colours/map/"


@pytest.fixture(scope="module")
def place(site: Any) -> None:
    site.manage("shell", "-c", PLACE)


@pytest.fixture
def open_map(site: Any, browser: Any, place: None) -> Iterator[Callable[..., Any]]:
    contexts = []

    def open_(search: str = "", **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{site.url}{MAP}{search}")
        expect(page.locator(".cw-node")).to_have_count(33)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_drawing_has_no_colour_but_those_of_the_reader(open_map: Any, scheme: str):
    page = open_map("?colour=evidence", forced_colors="active", color_scheme=scheme)
    page.locator('.cw-node[aria-label^="Police hours"]').click()

    for selector, kind, *own in [
        (".cw-node__edge", "stroke", "CanvasText", "Highlight"),
        (".cw-node__edge", "fill", "Canvas"),
        (".cw-node__name", "fill", "CanvasText"),
        (".cw-link__line", "stroke", "CanvasText", "Highlight"),
        (".cw-link__head", "fill", "CanvasText", "Highlight"),
        (".cw-node.is-selected .cw-node__edge", "stroke", "Highlight"),
        (".cw-node:focus .cw-node__edge", "stroke", "Highlight"),
        (".cw-link.is-lit .cw-link__line", "stroke", "Highlight"),
        (".cw-nav__link[aria-current]", "borderBottomColor", "Highlight"),
        (".cw-nav__link:not([aria-current])", "borderBottomColor", "Canvas"),
        (".cw-tabs__link[aria-current]", "backgroundColor", "Highlight"),
    ]:
        found, others = page.evaluate(COLOURS, [selector, kind, *own])
        assert (found > 0, others) == (True, []), f"{selector} {kind}: {others}"


def test_what_has_the_focus_is_drawn_thicker_than_all_else(open_map: Any):
    page = open_map(forced_colors="active")
    page.locator('.cw-node[aria-label^="Police hours"]').focus()
    page.keyboard.press("ArrowRight")

    wide = """selector => Math.max(...[...document.querySelectorAll(selector)]
        .map((each) => parseFloat(getComputedStyle(each).strokeWidth)))"""
    focused, other = (page.evaluate(wide, f".cw-node{which} .cw-node__edge") for which in (":focus", ":not(:focus)"))
    assert focused > other


def test_nothing_moves_for_who_wants_no_motion(open_map: Any):
    page = open_map(reduced_motion="reduce")
    page.locator('.cw-node[aria-label^="Police hours"]').click()

    assert page.evaluate("document.getAnimations().length") == 0


def test_the_map_is_printed_on_one_sheet_with_its_name_its_day_and_what_its_marks_mean(open_map: Any):
    page = open_map("?colour=evidence", color_scheme="dark")

    sheets = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1
    # A4, wider than high: 297 by 210 mm in points of 1/72 inch.
    assert re.search(rb"/MediaBox\s*\[0 0 84[12][\d.]* 59[45][\d.]*\]", sheets)
    expect(page.locator(".cw-paper__title")).to_have_text(
        "What should we do together about late-night street drinking, and who pays for it?"
    )
    expect(page.locator(".cw-paper__line")).to_have_text(re.compile(r"^Map of .+, as of \d+ \w+ \d{4}$"))
    for shown in (".cw-legend", ".cw-paper__key", ".cw-map__svg"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in (".cw-mapbar", ".cw-panel", ".cw-zoom", ".cw-header", ".cw-tabs"):
        expect(page.locator(hidden).first).to_be_hidden()
    drawing, legend = (page.locator(part).bounding_box() for part in (".cw-map__svg", ".cw-legend"))
    assert legend["y"] >= drawing["y"] + drawing["height"] - 1
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
