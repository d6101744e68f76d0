"""The map inside another website, in a real browser: a page on another port of this machine frames it."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test brings it")
expect = playwright.expect

WORD = "what-a-long-walk-9"
# A place whose first map is shown to everybody, but for one factor that its members see; and somebody who convenes it.
PLACE = f"""
from pathlib import Path
from allauth.account.models import EmailAddress
import commonweal_web.place as room
from commonweal.files.folder import read_place
from commonweal_web.accounts.models import User
from commonweal_web.exchange.services import import_place
from commonweal_web.place.models import Place
from commonweal_web.systemmap.models import Factor, Link
user = User.objects.create_user("framer@example.org", "{WORD}", name="The framer")
EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
folder = read_place(Path(room.__file__).parent / "starters" / "street-drinking")
place = import_place(folder=folder, slug="framed", by=user)
Factor.objects.filter(place=place).update(disclosure="public")
Link.objects.filter(place=place).update(disclosure="public")
Factor.objects.create(place=place, slug="not-yet", name="Seen by members", kind="cause")
Place.objects.filter(pk=place.pk).update(is_public=True, is_embeddable=True)
"""
FRAMED = {"map": "framed/map/embed/", "page": "framed/map/", "front": "", "absent": "x/map/embed/"}
FRAME = """<!doctype html><html lang="en"><meta charset="utf-8"><title>The council</title><h1>The council</h1>
<iframe src="{url}" title="Map" width="100%" height="640"
sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe>"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing: the tests' own output is enough."""


@pytest.fixture(scope="module")
def council(site: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Another website, with the map on one page and what may not be framed on others."""
    site.manage("shell", "-c", PLACE)
    folder = tmp_path_factory.mktemp("council")
    for name, path in {
        "map": "framed/map/embed/",
        "page": "framed/map/",
        "front": "",
        "absent": "x/map/embed/",
    }.items():
        (folder / f"{name}.html").write_text(FRAME.format(url=f"{site.url}/{path}"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_page(site: Any, council: str, browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page of the other website, as somebody who is signed in to ours: of one host, so cookies go along."""
    contexts = []

    def open_(name: str, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        page = context.new_page()
        page.goto(site.url + "/accounts/login/")
        page.locator("[name=login]").fill("framer@example.org")
        page.locator("[name=password]").fill(WORD)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_url(lambda url: "login" not in url)
        page.goto(f"{council}/{name}.html", wait_until="networkidle")
        return page

    yield open_
    for context in contexts:
        context.close()


def test_the_map_is_looked_at_inside_another_website(site: Any, open_page: Any):
    page = open_page("map")
    frame = page.frame_locator("iframe")
    expect(frame.locator(".cw-node")).to_have_count(33)

    frame.locator('.cw-node[aria-label^="Police hours"]').click()

    expect(frame.locator(".cw-panel h2")).to_contain_text("Police hours")
    frame.locator(".cw-panel details > summary").last.click()
    expect(frame.locator(".cw-panel")).to_contain_text("something that partners do")
    expect(frame.locator(".cw-panel :is(input, select, textarea)")).to_have_count(0)
    frame.locator(".cw-panel__about button").first.click()
    expect(frame.locator(".cw-panel")).to_contain_text("When the first goes up, the other goes")
    expect(frame.locator(".cw-panel :is(input, select, textarea)")).to_have_count(0)
    frame.locator('.cw-node[aria-label^="Police hours"]').click()
    frame.locator(".cw-node:focus").press("ArrowRight")
    expect(frame.locator(".cw-node:focus")).not_to_have_attribute("aria-label", "Police hours")
    frame.get_by_role("link", name="Table").click()
    expect(frame.get_by_role("table").first).to_be_visible()
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Open the full page (in a new tab)").click()
    assert opened.value.url == f"{site.url}/framed/map/"


def test_a_member_sees_in_the_frame_what_a_stranger_sees_and_it_keeps_nothing(site: Any, open_page: Any):
    page = open_page("map")
    inside = page.frames[1]
    expect(page.frame_locator("iframe").locator(".cw-node")).to_have_count(33)

    assert "Seen by members" not in inside.content()
    kept = """async () => [(await indexedDB.databases()).length, localStorage.length, sessionStorage.length,
        (await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length]"""
    assert inside.evaluate(kept) == [0, 0, 0, 0, 0]
    assert inside.evaluate("fetch('/healthz').then(() => 'sent', () => 'refused')") == "refused"
    page.goto(f"{site.url}/framed/map/")
    expect(page.locator('.cw-node[aria-label^="Seen by members"]')).to_have_count(1)


@pytest.mark.parametrize("name", ["page", "front", "absent"])
def test_no_other_page_shows_in_a_frame(open_page: Any, name: str):
    page = open_page(name)

    assert page.frames[1].url == "chrome-error://chromewebdata/"
    assert "Commonweal" not in page.frames[1].content()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_the_frame_is_accessible_and_fits(open_page: Any, axe: Any, width: int, scheme: str):
    page = open_page("map", viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    inside, frame = page.frames[1], page.frame_locator("iframe")
    expect(frame.locator(".cw-node").first).to_be_visible()

    axe(inside)
    frame.locator(".cw-node").nth(3).focus()
    frame.locator(".cw-node").nth(3).press("Enter")
    expect(frame.locator(".cw-panel h2")).to_be_focused()
    axe(inside)
    frame.get_by_role("link", name="Table").click()
    axe(inside)
    assert inside.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_menu_gives_the_code_that_works(site: Any, open_page: Any, council: str):
    page = open_page("map")
    page.goto(f"{site.url}/framed/map/?colour=leverage")
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Embed on another site").click()

    code = page.get_by_label("Code for the other website").input_value()
    page.goto(f"{council}/absent.html")
    page.evaluate("code => document.body.insertAdjacentHTML('beforeend', code)", code)

    frame = page.frame_locator("iframe[title^='Map of']")
    expect(frame.locator(".cw-node")).to_have_count(33)
    expect(frame.locator(".cw-legend")).to_contain_text("In words, with ranges: Levers")
