"""The map, drawn by several people at once in real browsers, by keyboard, and after the line broke."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .steps import Hands

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test brings it")
expect = playwright.expect

WORD = "what-a-long-walk-9"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 20_000
# Within which somebody new, who types as most people do, reads how to begin on an empty map, draws a first loop and
# reads what it says: their own time by the keystroke-level model (steps.py), and that of the site and the browser.
A_MINUTE = 60

PEOPLE = f"""
from allauth.account.models import EmailAddress
from commonweal_web.accounts.models import User
for name in ("mapper", "helper"):
    if not User.objects.filter(email=name + "@example.org").exists():
        user = User.objects.create_user(name + "@example.org", "{WORD}", name="The " + name)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
"""
# A place of two partners, from a template or empty; the mapper convenes it, the helper is of the police.
PLACE = """
from datetime import date
from pathlib import Path
from commonweal.files.folder import read_place
from commonweal_web.accounts.models import User
from commonweal_web.exchange.services import import_place
from commonweal_web.place.models import Membership, Organisation, Partner, Place
mapper = User.objects.get(email="mapper@example.org")
helper = User.objects.get(email="helper@example.org")
if {template!r}:
    import commonweal_web.place as room
    folder = read_place(Path(room.__file__).parent / "starters" / {template!r})
    place = import_place(folder=folder, slug={slug!r}, by=mapper)
else:
    place = Place.objects.create(slug={slug!r}, name="Anywhere", question="What drives it?", start=date(2026, 4, 1))
for name in ("council", "police"):
    body = Organisation.objects.create(slug={slug!r} + "-" + name, name=name.title(), sector=name)
    Partner.objects.create(place=place, slug=name, name=name.title(), sector=name, organisation=body)
partner = Partner.objects.get
Membership.objects.filter(place=place).delete()
Membership.objects.create(place=place, user=mapper, role="convenor", partner=partner(place=place, slug="council"))
Membership.objects.create(place=place, user=helper, role="contributor", partner=partner(place=place, slug="police"))
"""
COUNT = """
from commonweal_web.systemmap.models import Factor
print(Factor.objects.filter(place__slug="harbour", name="Street pastors on duty").count())
"""


@pytest.fixture(scope="module")
def people(site: Any) -> None:
    site.manage("shell", "-c", PEOPLE)


@pytest.fixture
def open_map(site: Any, browser: Any, people: None) -> Iterator[Callable[..., Any]]:
    """Opens the map of a place as somebody, in a browser of their own."""
    opened = []

    def open_(slug: str, name: str, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": WIDE, **options})
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(site.url + "/accounts/login/")
        page.locator("[name=login]").fill(f"{name}@example.org")
        page.locator("[name=password]").fill(WORD)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_url(lambda url: "login" not in url)
        page.goto(f"{site.url}/{slug}/map/")
        expect(page.locator(".cw-status")).to_have_text("Saved", timeout=PATIENCE)
        return page

    yield open_
    for context in opened:
        context.close()


def make_place(site: Any, slug: str, template: str = "") -> None:
    site.manage("shell", "-c", PLACE.format(slug=slug, template=template))


def factor(page: Any, name: str) -> Any:
    """A factor of the drawing, by how it is read out."""
    return page.locator(f'.cw-node[aria-label^="{name},"]')


def add_by_keys(page: Any, name: str) -> None:
    page.keyboard.press("n")
    page.get_by_label("What rises or falls?").fill(name)
    page.keyboard.press("Enter")
    expect(factor(page, name)).to_be_focused()


def link_by_keys(page: Any, to: str, *, down: bool = False) -> None:
    """From the factor that has the focus to another, by typing."""
    page.keyboard.press("l")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="It acts on").fill(to)
    page.keyboard.press("Enter")
    if down:
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)


def test_the_first_loop_is_drawn_and_explained_in_a_new_place(site: Any, open_map: Any):
    make_place(site, "newtown")
    page = open_map("newtown", "mapper")
    person = Hands(page)
    page.reload()

    person.read(page.locator(".cw-panel"))
    person.point(page.locator(".cw-map__svg"))
    for name in ("Cold homes", "Ill health"):
        person.press("n")
        expect(page.get_by_label("What rises or falls?")).to_be_focused()
        person.type(name)
        person.press("Enter")
        expect(factor(page, name)).to_be_focused()
    for to in ("cold", "ill"):
        person.press("l")
        expect(page.get_by_role("combobox", name="It acts on")).to_be_focused()
        person.type(to)
        person.press("Enter")  # the one that fits
        person.press("Enter")  # when this goes up, that goes up
        expect(page.locator(".cw-link:focus")).to_have_count(1)
        person.press("ArrowRight")  # from the link to what it acts on
        expect(page.locator(".cw-node:focus")).to_have_count(1)

    said = "More cold homes leads to more ill health, which leads to more cold homes: it feeds itself (reinforcing)."
    expect(page.locator(".cw-hint p")).to_have_text(f"A loop has closed. {said}")
    person.read(page.locator(".cw-hint"))
    persons, sites = person.told()
    expect(page.locator(".cw-panel__loop")).to_contain_text(said)
    assert persons + sites < A_MINUTE, f"{persons:.0f} seconds for a person, {sites:.0f} for the site and the browser"
    expect(page.locator(".cw-status")).to_have_text("Saved")


def test_a_loop_that_is_read_is_lit_on_the_map_and_nothing_beside_it(site: Any, open_map: Any):
    make_place(site, "waterside", "street-drinking")
    page = open_map("waterside", "mapper")

    page.get_by_role("link", name="What it says", exact=True).click()
    page.get_by_role("link", name="Loops", exact=True).click()
    page.get_by_role("link", name="See it on the map").first.click()

    expect(page.locator(".cw-panel h2")).to_have_text("2 factors")
    expect(page.locator(".cw-panel__lead")).to_contain_text("which leads to")
    expect(page.locator(".cw-node.is-lit")).to_have_count(2)
    expect(page.locator(".cw-link.is-lit")).to_have_count(2)
    page.locator(".cw-map__svg").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".cw-link.is-lit")).to_have_count(0)


def test_two_browsers_and_a_keyboard_build_the_map_together_and_agree(site: Any, open_map: Any):
    make_place(site, "harbour", "street-drinking")
    mouse, keys, other = open_map("harbour", "mapper"), open_map("harbour", "helper"), open_map("harbour", "helper")
    expect(mouse.locator(".cw-node")).to_have_count(33)

    mouse.get_by_role("button", name="Add factor").click()
    expect(mouse.get_by_label("What rises or falls?")).to_be_focused()
    mouse.keyboard.type("Street pastors out")
    mouse.get_by_role("button", name="Add it").click()
    keys.locator(".cw-node[tabindex='0']").focus()
    add_by_keys(keys, "Taxis after two")
    expect(factor(keys, "Street pastors out")).to_have_count(1)
    link_by_keys(keys, "Street pastors out", down=True)
    factor(other, "Street pastors out").focus()
    other.keyboard.press("F2")
    other.keyboard.type("Street pastors on duty")
    other.keyboard.press("Enter")

    label = "Link: Taxis after two lowers Street pastors on duty"
    for page in (mouse, keys, other):
        expect(page.locator(".cw-node")).to_have_count(35)
        expect(factor(page, "Street pastors on duty, cause, 1 link in")).to_have_count(1)
        page.get_by_role("button", name="Show everything").click()
        expect(page.locator(f'.cw-link[aria-label^="{label}"]')).to_have_count(1)
        expect(page.locator(".cw-status")).to_have_text("Saved")
    rows = site.manage("shell", "-c", COUNT)
    assert rows.strip().endswith("1")


def test_others_are_seen_by_name(site: Any, open_map: Any):
    make_place(site, "people-place")
    one, other = open_map("people-place", "mapper"), open_map("people-place", "helper")

    other.mouse.move(400, 500)

    expect(one.locator(".cw-people")).to_contain_text("The helper")
    expect(one.locator(".cw-cursor")).to_contain_text("The helper")


def test_what_is_drawn_offline_is_kept_and_merged(site: Any, open_map: Any):
    make_place(site, "moor")
    away, here = open_map("moor", "mapper"), open_map("moor", "helper")
    away.context.set_offline(True)
    expect(away.locator(".cw-status")).to_contain_text("Offline")

    away.locator(".cw-map__svg").focus()
    add_by_keys(away, "Drawn on the train")
    here.locator(".cw-map__svg").focus()
    add_by_keys(here, "Drawn in the room")
    away.context.set_offline(False)

    for page in (away, here):
        expect(factor(page, "Drawn on the train")).to_have_count(1, timeout=PATIENCE)
        expect(factor(page, "Drawn in the room")).to_have_count(1, timeout=PATIENCE)
        expect(page.locator(".cw-status")).to_have_text("Saved", timeout=PATIENCE)


def test_the_whole_editor_is_driven_by_keyboard(site: Any, open_map: Any):
    make_place(site, "keyboard-place")
    page = open_map("keyboard-place", "mapper")
    page.locator(".cw-map__svg").focus()
    for name in ("Cold nights", "Heating bills", "Damp homes"):
        add_by_keys(page, name)
    factor(page, "Cold nights").focus()
    link_by_keys(page, "Heating bills")
    factor(page, "Cold nights").focus()
    link_by_keys(page, "Damp homes")

    factor(page, "Cold nights").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".cw-node:focus")).to_have_attribute("aria-label", "Heating bills, cause, 1 link in, 0 out")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cw-node:focus")).to_have_attribute("aria-label", "Damp homes, cause, 1 link in, 0 out")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".cw-node:focus")).to_have_attribute("aria-label", "Cold nights, cause, 0 links in, 2 out")
    before = page.locator(".cw-node:focus").get_attribute("transform")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".cw-node:focus")).not_to_have_attribute("transform", before)
    page.keyboard.press("Control+z")
    expect(page.locator(".cw-node:focus")).to_have_attribute("transform", before)
    page.keyboard.press("k")
    expect(page.locator(".cw-link:focus")).to_have_attribute("aria-label", "Link: Cold nights raises Heating bills")
    page.keyboard.press("Enter")
    expect(page.locator(".cw-panel h2")).to_be_focused()
    page.get_by_label("down (−)").focus()
    page.keyboard.press("Space")
    expect(page.locator(".cw-panel")).to_contain_text("More cold nights leads to less heating bills")
    factor(page, "Damp homes").focus()
    page.keyboard.press("Delete")
    expect(factor(page, "Damp homes")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(factor(page, "Damp homes, cause, 1 link in")).to_have_count(1)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Keys of the map")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_map_is_drawn_by_mouse(site: Any, open_map: Any):
    make_place(site, "mouse-place")
    page, other = open_map("mouse-place", "mapper"), open_map("mouse-place", "helper")
    for x, name in ((250, "Rent"), (620, "Evictions")):
        page.mouse.dblclick(x, 500)
        page.get_by_label("Name of the new factor").fill(name)
        page.keyboard.press("Enter")
        expect(factor(page, name)).to_be_focused()

    factor(page, "Rent").click()
    handle, target = page.locator(".cw-handle").bounding_box(), factor(page, "Evictions").bounding_box()
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(500, 480)
    page.mouse.move(target["x"] + 20, target["y"] + 20, steps=4)
    page.mouse.up()
    expect(other.locator('.cw-link[aria-label="Link: Rent raises Evictions"]')).to_have_count(1)
    before = factor(other, "Evictions").get_attribute("transform")
    page.mouse.move(target["x"] + 20, target["y"] + 20)
    page.mouse.down()
    page.mouse.move(target["x"] + 60, target["y"] + 160, steps=6)
    page.mouse.up()

    expect(factor(other, "Evictions")).not_to_have_attribute("transform", before)
    after = factor(page, "Evictions").get_attribute("transform")
    expect(factor(other, "Evictions")).to_have_attribute("transform", after)
    page.get_by_role("button", name="Undo").click()
    expect(factor(other, "Evictions")).to_have_attribute("transform", before)


def test_the_table_and_the_drawing_are_one(site: Any, open_map: Any):
    make_place(site, "table-place")
    drawing, table = open_map("table-place", "mapper"), open_map("table-place", "helper")
    drawing.locator(".cw-map__svg").focus()
    add_by_keys(drawing, "Late buses")
    table.locator("a.cw-tabs__link", has_text="Table").click()

    name = table.get_by_label("Name")
    expect(name).to_have_value("Late buses")
    name.fill("Night buses")
    name.press("Enter")

    expect(factor(drawing, "Night buses")).to_have_count(1)
    assert table.url.endswith("/table-place/map/table/")


def test_what_the_server_does_not_take_is_told_with_what_was_typed(site: Any, open_map: Any):
    make_place(site, "refused-place")
    page = open_map("refused-place", "mapper")
    page.locator(".cw-map__svg").focus()
    add_by_keys(page, "Empty homes")
    expect(page.locator(".cw-status")).to_have_text("Saved")
    page.locator("a.cw-tabs__link", has_text="Table").click()

    page.get_by_label("How much of Empty homes today").fill("123456789012345678")
    page.get_by_label("How much of Empty homes today").press("Enter")

    told = page.get_by_role("alert").filter(has_text="A change was not taken")
    expect(told).to_contain_text("too small or too large")
    expect(told).to_contain_text("123456789012345680")
    expect(page.get_by_label("How much of Empty homes today")).to_have_value("")
    expect(page.locator(".cw-status")).to_have_text("Saved")
    page.get_by_label("How much of Empty homes today").fill("12")
    page.get_by_label("How much of Empty homes today").press("Enter")
    expect(page.locator(".cw-status")).to_have_text("Saved")


def test_a_map_of_what_is_chosen_is_laid_out_and_shares_its_factors(site: Any, open_map: Any):
    make_place(site, "several-maps", "street-drinking")
    page, other = open_map("several-maps", "mapper"), open_map("several-maps", "helper")
    for factor_id in ("street-drinking", "rough-sleeping", "alcohol-dependence"):
        page.locator(f'.cw-node[data-factor="{factor_id}"]').focus()
        page.keyboard.press(" ")
    expect(page.locator(".cw-panel h2")).to_have_text("3 factors")

    page.get_by_role("button", name="Make a map of these").click()
    page.get_by_label("Its name").fill("At night")
    page.get_by_role("button", name="Make the map").click()
    expect(page.locator(".cw-node")).to_have_count(3)
    page.get_by_role("button", name="Arrange").click()
    page.get_by_role("button", name="By cause, left to right").click()
    expect(page.get_by_text("Laid out anew")).to_have_count(1)
    expect(page.locator(".cw-status")).to_have_text("Saved")

    other.goto(page.url)
    expect(other.locator(".cw-node")).to_have_count(3)
    expect(other.get_by_label("Map", exact=True)).to_have_value(re.compile("^at-night-"))
    other.get_by_label("Map", exact=True).select_option("main")
    expect(other.locator(".cw-node")).to_have_count(33)
    expect(other.locator('.cw-node[data-factor="rough-sleeping"]')).to_have_attribute(
        "aria-label", re.compile("also on other maps")
    )


def test_what_is_drawn_for_oneself_is_seen_by_nobody_else(site: Any, open_map: Any):
    make_place(site, "secret-place")
    mine, others = open_map("secret-place", "mapper"), open_map("secret-place", "helper")

    mine.get_by_label("Who sees what you draw").select_option("own")
    mine.locator(".cw-map__svg").focus()
    add_by_keys(mine, "A thought of mine")
    expect(mine.locator(".cw-node.is-private")).to_have_attribute("data-factor", re.compile("^a-thought-of-mine-"))
    mine.get_by_label("Who sees what you draw").select_option("shared")
    mine.locator(".cw-node").first.focus()
    add_by_keys(mine, "A thought for all")

    expect(factor(others, "A thought for all")).to_have_count(1)
    expect(others.locator(".cw-node")).to_have_count(1)


def test_the_facilitator_shows_all_what_to_do(site: Any, open_map: Any):
    make_place(site, "session-place")
    leads, follows = open_map("session-place", "mapper"), open_map("session-place", "helper")
    leads.locator(".cw-map__svg").focus()
    add_by_keys(leads, "Night noise")

    leads.get_by_role("button", name="Session").click()
    leads.get_by_label("Ask everyone").fill("Everyone: add three factors")
    leads.get_by_role("button", name="Ask", exact=True).click()

    expect(follows.locator(".cw-session__prompt")).to_contain_text("Everyone: add three factors")
    expect(follows.get_by_role("button", name="Session")).to_have_count(0)
    leads.get_by_role("button", name="Session").click()
    leads.get_by_role("button", name="Let everyone choose what matters").click()
    expect(follows.locator(".cw-session")).to_contain_text("Choose what matters most")
    factor(follows, "Night noise").focus()
    follows.keyboard.press("v")
    expect(leads.locator(".cw-session")).to_contain_text("Night noise (1)")


def test_a_view_that_one_keeps_is_opened_by_another_with_the_same_colours(
    site: Any, open_map: Any, axe: Callable[..., None]
):
    """All of it by the menu: two links round street drinking, coloured by what moves it, without outside forces."""
    make_place(site, "kept-place", "street-drinking")
    page, other = (open_map("kept-place", name, bypass_csp=True) for name in ("mapper", "helper"))
    page.locator('.cw-node[data-factor="street-drinking"]').focus()
    page.keyboard.press(" ")
    for words in ("2 links from People drinking", "What moves an outcome", "Outside force"):
        page.get_by_role("button", name="View", exact=True).click()
        page.locator(".cw-menu__item", has_text=words).click()
    expect(page.locator(".cw-legend__list li").first).to_be_visible()
    page.get_by_label("Which outcome").select_option("street-drinking")
    expect(page.locator('.cw-node[data-factor="street-drinking"]')).to_have_class(re.compile("has-tone-itself"))
    legend, tones = page.locator(".cw-legend__list").first.inner_text(), tones_of(page)

    page.get_by_role("button", name="View", exact=True).click()
    page.get_by_role("link", name="Keep this view").click()
    axe(page)
    page.get_by_label("What you call this view").fill("What moves street drinking")
    page.get_by_role("button", name="Save").click()
    expect(page.locator('.cw-node[data-factor="street-drinking"]')).to_have_class(re.compile("has-tone-itself"))
    assert tones_of(page) == tones
    other.reload()
    other.get_by_role("button", name="View", exact=True).click()
    axe(other)
    other.get_by_role("link", name="What moves street drinking").click()

    expect(other.locator('.cw-node[data-factor="street-drinking"]')).to_have_class(re.compile("has-tone-itself"))
    assert other.locator(".cw-legend__list").first.inner_text() == legend
    assert tones_of(other) == tones
    axe(other)
    other.goto(f"{site.url}/kept-place/map/saved/")
    axe(other)


def tones_of(page: Any) -> dict[str, str]:
    """The colour of every factor that is drawn, and how it is read out."""
    nodes = page.locator(".cw-node[data-factor]").all()
    return {
        str(node.get_attribute("data-factor")): f"{node.get_attribute('class')}: {node.get_attribute('aria-label')}"
        for node in nodes
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desktop", "phone"])
def test_every_view_of_the_map_is_accessible_and_fits(
    site: Any, open_map: Any, axe: Callable[..., None], size: dict[str, int], scheme: str
):
    slug = f"axe-{scheme}-{size['width']}"
    make_place(site, slug, "street-drinking")
    page = open_map(slug, "mapper", viewport=size, color_scheme=scheme, bypass_csp=True)

    axe(page)
    page.locator(".cw-node").nth(2).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cw-panel h2")).to_be_focused()
    for details in page.locator(".cw-panel details > summary").all():
        details.click()
    axe(page)
    page.locator(".cw-node").nth(2).focus()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator(".cw-panel")).to_contain_text("When the first goes up")
    axe(page)
    page.locator(".cw-node").nth(2).focus()
    page.keyboard.press("l")
    expect(page.get_by_role("dialog")).to_have_count(1)
    axe(page)
    page.keyboard.press("Escape")
    page.locator("a.cw-tabs__link", has_text="Table").click()
    expect(page.locator(".cw-sheet__table").first).to_be_visible()
    axe(page)
    wide, all_wide = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
    assert all_wide <= wide
    for asked in ("colour=leverage&outcome=street-drinking", "colour=uncertainty"):
        page.goto(f"{site.url}/{slug}/map/?{asked}")
        legend = page.locator("details.cw-legend")
        expect(legend.locator("li")).not_to_have_count(0)
        if size == PHONE:
            legend.locator("summary").click()
        expect(legend.locator("li").first).to_be_visible()
        axe(page)


# What is said of who, where the police stand, and how often.
WHO = """
from commonweal_web.systemmap.models import Actor, Position, Tie
print([(a.partner.slug, a.factor.name, a.power) for a in Actor.objects.filter(place__slug="quayside")],
      [(t.from_id, t.to_id, t.kind, t.strength) for t in Tie.objects.filter(place__slug="quayside")],
      [(p.body, p.x, p.y) for p in Position.objects.filter(place__slug="quayside").exclude(body="")])
"""


def strand(page: Any, words: str) -> Any:
    """An act or a tie of the drawing, by how it is read out."""
    return page.locator(f'.cw-strand[aria-label^="{words}"]')


def join_by_keys(page: Any, to: str, *, choice: str) -> None:
    """From the partner that has the focus to a factor or another, by typing; then one of the choices."""
    page.keyboard.press("l")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Can act on, or works with").fill(to)
    page.keyboard.press("Enter")
    expect(dialog.locator("input:checked:focus")).to_have_count(1)
    while not dialog.get_by_label(choice).is_checked():
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)


def test_who_can_act_and_who_works_with_whom_are_drawn_by_keyboard_and_seen_by_others(site: Any, open_map: Any):
    make_place(site, "quayside")
    page, other = open_map("quayside", "mapper"), open_map("quayside", "helper")
    other.goto(f"{site.url}/quayside/map/?who=all")
    page.locator(".cw-map__svg").focus()
    add_by_keys(page, "Calls at night")

    page.keyboard.press("w")
    page.get_by_role("combobox", name="Which partner or person?").fill("poli")
    page.keyboard.press("Enter")
    expect(factor(page, "Police, partner")).to_be_focused()
    join_by_keys(page, "Calls", choice="A lot")
    expect(strand(page, "Act: Police can act on Calls at night, with a lot of power")).to_be_focused()
    factor(page, "Police").focus()
    join_by_keys(page, "Council", choice="shares data with")
    expect(strand(page, "Tie: Police shares data with Council")).to_be_focused()

    for each in (page, other):
        expect(factor(each, "Police, partner, police, can act on 1 factor")).to_have_count(1)
        expect(strand(each, "Act: Police can act on Calls at night, with a lot of power")).to_have_count(1)
        expect(strand(each, "Tie: Police shares data with Council")).to_have_count(1)
        expect(each.locator(".cw-status")).to_have_text("Saved")
    assert page.url.endswith("?who=all")
    x, y = re.findall(r"-?[\d.]+", str(factor(other, "Police").get_attribute("transform")))
    told = site.manage("shell", "-v", "0", "-c", WHO)
    assert "[('police', 'Calls at night', 3)] [('police', 'council', 'shares_data', None)]" in told
    assert f"('police', {float(x)}, {float(y)})" in told


def test_arrow_keys_follow_acts_and_ties_and_undo_takes_them_back(site: Any, open_map: Any):
    make_place(site, "canal-side")
    page = open_map("canal-side", "mapper")
    page.locator(".cw-map__svg").focus()
    add_by_keys(page, "Damp homes")
    page.keyboard.press("w")
    page.get_by_role("combobox", name="Which partner or person?").fill("council")
    page.keyboard.press("Enter")
    expect(factor(page, "Council")).to_be_focused()
    join_by_keys(page, "Damp", choice="Some")

    factor(page, "Damp homes").focus()
    page.keyboard.press("ArrowLeft")
    expect(factor(page, "Council")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(factor(page, "Damp homes")).to_be_focused()
    page.keyboard.press("k")
    expect(strand(page, "Act: Council can act on Damp homes, with some power")).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.locator(".cw-strand")).to_have_count(0)
    page.locator(".cw-map__svg").focus()
    page.keyboard.press("Control+z")
    expect(strand(page, "Act: Council can act on Damp homes, with some power")).to_have_count(1)


def test_a_line_pulled_from_a_partner_asks_how_much_it_can_do(site: Any, open_map: Any):
    make_place(site, "lock-side")
    page, other = open_map("lock-side", "mapper"), open_map("lock-side", "helper")
    page.mouse.dblclick(250, 420)
    page.get_by_label("Name of the new factor").fill("Litter")
    page.keyboard.press("Enter")
    expect(factor(page, "Litter")).to_be_focused()
    page.get_by_role("button", name="Who", exact=True).click()
    page.get_by_role("button", name="A partner or a person…").click()
    page.get_by_role("combobox", name="Which partner or person?").fill("Council")
    page.get_by_role("dialog").get_by_role("option", name="Council").click()
    expect(factor(page, "Council")).to_be_focused()

    handle, target = page.locator(".cw-handle").bounding_box(), factor(page, "Litter").bounding_box()
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(400, 480)
    page.mouse.move(target["x"] + 20, target["y"] + 20, steps=4)
    page.mouse.up()
    page.get_by_role("dialog").get_by_text("A little").click()
    page.get_by_role("button", name="Say so").click()
    expect(strand(page, "Act: Council can act on Litter, with a little power")).to_have_count(1)

    other.goto(f"{site.url}/lock-side/map/table/")
    power = other.get_by_label("Power: that Council can act on Litter")
    expect(power).to_have_value("1")
    expect(other.locator(".cw-status")).to_have_text("Saved")
    power.select_option("3")
    expect(strand(page, "Act: Council can act on Litter, with a lot of power")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desktop", "phone"])
def test_partners_on_the_map_are_accessible_and_fit(
    site: Any, open_map: Any, axe: Callable[..., None], size: dict[str, int], scheme: str
):
    slug = f"who-{scheme}-{size['width']}"
    make_place(site, slug, "street-drinking")
    page = open_map(slug, "mapper", viewport=size, color_scheme=scheme, bypass_csp=True)
    page.goto(f"{site.url}/{slug}/map/?who=all")
    expect(page.locator(".cw-status")).to_have_text("Saved", timeout=PATIENCE)
    page.locator(".cw-node").first.focus()
    page.keyboard.press("w")
    expect(page.get_by_role("combobox", name="Which partner or person?")).to_be_focused()
    axe(page)
    page.get_by_role("combobox", name="Which partner or person?").fill("Police")
    page.keyboard.press("Enter")
    expect(factor(page, "Police")).to_be_focused()
    join_by_keys(page, "Council", choice="funds")

    axe(page)
    page.keyboard.press("Enter")
    expect(page.locator(".cw-panel h2")).to_be_focused()
    expect(page.get_by_label("Since")).to_have_count(1)
    axe(page)
    factor(page, "Police").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cw-panel h2")).to_have_text("Police")
    axe(page)
    page.locator("a.cw-tabs__link", has_text="Table").click()
    expect(page.get_by_role("table", name="Who works with whom")).to_be_visible()
    axe(page)
    wide, all_wide = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
    assert all_wide <= wide
