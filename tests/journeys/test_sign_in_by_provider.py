"""Sign-in by a provider that others wrote: npm's oidc-provider, certified by the OpenID Foundation, demanding PKCE."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import BUILT, ROOT, Site, free_port, wait_for

PROVIDER = ROOT / "node_modules" / "oidc-provider"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 375, "height": 800}}


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own, whose settings name the provider of a body; both run on this machine."""
    if not (PROVIDER.is_dir() and BUILT.exists() and shutil.which("node")):
        pytest.skip("oidc-provider or the built styles are absent: run `make pages` (it needs Node 20)")
    data, port, door = tmp_path_factory.mktemp("body"), free_port(), free_port()
    site = Site(f"http://localhost:{port}", data, {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "COMMONWEAL_MODE": "demo", "COMMONWEAL_DATA": str(data), "COMMONWEAL_OIDC_NAME": "Millbridge Council",
        "COMMONWEAL_OIDC_URL": f"http://localhost:{door}", "COMMONWEAL_OIDC_CLIENT_ID": "commonweal",
        "COMMONWEAL_OIDC_SECRET": "a-secret-of-the-tests",
    })  # fmt: skip
    site.manage("migrate", "--verbosity", "0")
    served = [sys.executable, "-m", "uvicorn", "commonweal_web.config.asgi:application", "--port", str(port)]
    vouching = ["node", str(Path(__file__).with_name("provider.mjs")), str(door), site.url]
    started = []
    try:
        for name, command, url in (
            ("provider", vouching, f"http://localhost:{door}/.well-known/openid-configuration"),
            ("server", served, f"{site.url}/components/"),
        ):
            with (data / f"{name}.log").open("w") as log:
                started.append(
                    subprocess.Popen(command, env=site.environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
                )
            wait_for(url, started[-1], data / f"{name}.log")
        yield site
    finally:
        for process in started:
            process.kill()
            process.wait()


def come_in(body: Site, page: Any, name: str) -> None:
    """Through our sign-in page to the provider, signed in there as somebody, and back."""
    page.goto(body.url + "/accounts/login/")
    page.get_by_role("button", name="Sign in by Millbridge Council").click()
    page.get_by_placeholder("Enter any login").fill(name)
    page.get_by_placeholder("and password").fill("any")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(body.url + "/**")


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_somebody_signs_in_at_their_own_organisation_and_is_known_here(size: dict[str, int], body: Site, browser: Any):
    name = f"clerk-{size['width']}"
    page = browser.new_context(viewport=size, bypass_csp=False).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    come_in(body, page, name)

    page.goto(body.url + "/accounts/email/")
    assert f"{name}@example.org" in page.content()
    assert [line for line in said if "Security Policy" in line and body.url in line] == []
    page.context.close()


def test_an_address_that_the_provider_did_not_verify_waits_for_our_mail(body: Site, browser: Any):
    page = browser.new_context().new_page()

    come_in(body, page, "unverified")

    assert page.locator("h1").inner_text() == "Look into your e-mail"
    page.context.close()


def test_who_turns_back_at_the_provider_is_told_so(body: Site, browser: Any):
    page = browser.new_context().new_page()
    page.goto(body.url + "/accounts/login/")
    page.get_by_role("button", name="Sign in by Millbridge Council").click()

    page.get_by_role("link", name="[ Cancel ]").click()

    assert page.locator("h1").inner_text() == "You did not sign in"
    page.context.close()


def test_the_pages_of_this_sign_in_are_accessible(body: Site, browser: Any, axe: Any):
    page = browser.new_context(viewport=SIZES["phone"], bypass_csp=True).new_page()
    for address in (
        "/accounts/login/",
        "/accounts/oidc/oidc/login/?process=login",
        "/accounts/oidc/oidc/login/callback/",
    ):
        page.goto(body.url + address)
        axe(page)
    come_in(body, page, "connected")
    page.goto(body.url + "/accounts/email/")
    page.get_by_role("link", name="Your organisation").click()
    axe(page)
    assert "Millbridge Council (connected" in page.locator("main").inner_text()
    page.context.close()
