"""Every public page, wide and narrow, light and dark: axe finds nothing, all fits, nothing comes from elsewhere."""

from urllib.parse import urlparse

import pytest

PAGES = ("/", "/components/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/no-such-place/")
SCREENS = ((1280, "light"), (1280, "dark"), (375, "dark"), (320, "light"))
ANSWERS = {"/no-such-place/": 404}


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits(site, browser, axe, path, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()

    answer = page.goto(site.url + path)

    assert answer.status == ANSWERS.get(path, 200)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
        "the page is wider than the screen"
    )
    assert page.locator("h1").count() == 1
    axe(page)
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_clean_under_its_own_security_policy(site, browser, path):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    said, hosts, failed = [], set(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: hosts.add(urlparse(request.url).netloc))
    page.on("requestfailed", lambda request: failed.append(request.url))

    page.goto(site.url + path, wait_until="networkidle")

    assert hosts == {urlparse(site.url).netloc}
    assert not failed
    assert [line for line in said if path not in ANSWERS or "404" not in line] == []
    context.close()


def test_the_keyboard_leads_first_to_the_main_content(site, browser):
    page = browser.new_page()
    page.goto(site.url + "/components/")

    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    shown = page.locator(".govuk-skip-link").bounding_box()

    assert focused == "#main"
    assert shown["height"] > 10
    page.close()


def test_a_page_reads_without_javascript(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(site.url + "/components/")

    assert page.get_by_role("heading", level=1).inner_text() == "Everything a page is made of"
    assert page.get_by_label("Name of the factor").first.is_visible()
    context.close()


def test_print_leaves_the_text_and_drops_what_can_be_pressed(site, browser):
    page = browser.new_page()
    page.goto(site.url + "/components/")

    page.emulate_media(media="print")

    assert page.get_by_role("heading", level=1).is_visible()
    assert not page.locator(".govuk-button").first.is_visible()
    page.close()
