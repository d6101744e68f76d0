"""From nothing to a board paper: a place from a template, a partner with something private, a decision, its paper."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
WORD = "what-a-long-walk-9"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 800}

# A decision of a thousand futures takes a few seconds; this machine may be busy.
PATIENCE = 30_000

PEOPLE = f"""
from allauth.account.models import EmailAddress
from commonweal_web.accounts.models import User
for name in ("convenor", "officer"):
    if not User.objects.filter(email=name + "@example.org").exists():
        user = User.objects.create_user(name + "@example.org", "{WORD}", name="The " + name)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
"""
JOIN = """
from commonweal_web.accounts.models import User
from commonweal_web.place.models import Membership, Partner, Place
place = Place.objects.get(slug="{place}")
partner = Partner.objects.get(place=place, slug="millbridge-police")
user = User.objects.get(email="officer@example.org")
Membership.objects.create(place=place, user=user, role="partner_lead", partner=partner)
"""
PLYMOUTH = """
from pathlib import Path
from commonweal.files.folder import read_place
from commonweal_web.accounts.models import User
from commonweal_web.exchange.services import import_place
from commonweal_web.place.models import Membership, Place
if not Place.objects.filter(slug="plymouth").exists():
    convenor = User.objects.get(email="convenor@example.org")
    place = import_place(folder=read_place(Path("examples/plymouth")), slug="plymouth", by=convenor)
    Membership.objects.create(place=place, user=convenor, role="auditor")
"""


@pytest.fixture(scope="module")
def people(site: Any) -> None:
    site.manage("shell", "-c", PEOPLE)


@pytest.fixture(scope="module")
def at_work(site: Any) -> Iterator[None]:
    """A worker beside the server."""
    command = [sys.executable, "-c", "from commonweal_web.command.work import work; work([])"]
    with (site.data / "worker.log").open("w") as log:
        worker = subprocess.Popen(command, env=site.environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(20)


def signed_in(site: Any, browser: Any, name: str, **options: Any) -> Any:
    page = browser.new_context(**options).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(site.url + "/accounts/login/")
    page.locator("[name=login]").fill(f"{name}@example.org")
    page.locator("[name=password]").fill(WORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "login" not in url)
    return page


def decide(site: Any, page: Any, place: str) -> None:
    page.goto(f"{site.url}/{place}/decide/")
    page.get_by_label("How many futures?").fill("200")
    page.locator("form button", has_text="Work out a decision").click()
    page.get_by_role("link", name="Read the decision").click()


def test_a_place_is_started_shared_and_decided_and_its_paper_taken_away(
    site: Any, browser: Any, people: None, at_work: None, tmp_path: Path
):
    page = signed_in(site, browser, "convenor", viewport=WIDE)
    page.goto(site.url + "/start/")
    page.get_by_label("Name of the place").fill("Millbridge")
    page.get_by_label("The question that you share").fill("How do we keep the square safe at night?")
    page.locator("[name=partner-0-name]").fill("Millbridge Council")
    page.locator("[name=partner-0-sector]").select_option("council")
    page.locator("[name=partner-1-name]").fill("Millbridge Police")
    page.locator("[name=partner-1-sector]").select_option("police")
    page.locator("input[type=radio][name=template]").first.check()
    page.get_by_role("button", name="Start this place").click()
    assert page.locator("h1").inner_text() == "How do we keep the square safe at night?"
    place = page.url.rstrip("/").rpartition("/")[2]
    site.manage("shell", "-c", JOIN.format(place=place))

    officer = signed_in(site, browser, "officer", viewport=PHONE)
    officer.goto(f"{site.url}/{place}/factors/add/")
    officer.locator("[name=name]").fill("Quokka watch")
    officer.locator("[name=kind]").first.select_option("cause")
    officer.locator("[name=disclosure]").select_option("organisation")
    officer.get_by_role("button", name="Save").click()
    officer.goto(f"{site.url}/{place}/factors/")
    assert "Quokka watch" in officer.content()
    page.goto(f"{site.url}/{place}/factors/")
    assert "Quokka" not in page.content()

    decide(site, page, place)
    with page.expect_download() as download:
        page.get_by_role("link", name="Board paper (Word)").click()
    download.value.save_as(tmp_path / "paper.docx")
    assert (tmp_path / "paper.docx").read_bytes()[:2] == b"PK"
    assert "Quokka" not in page.content()
    page.context.close()
    officer.context.close()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desktop", "phone"])
def test_every_page_of_a_decided_place_is_accessible_and_fits(
    size: dict[str, int], site: Any, browser: Any, axe: Any, people: None, at_work: None
):
    site.manage("shell", "-c", PLYMOUTH)
    page = signed_in(site, browser, "convenor", viewport=size, bypass_csp=True)
    decide(site, page, "plymouth")
    assert page.locator("h1").inner_text().startswith(("Invest", "Do"))
    read = page.url

    for address in (
        read,
        read.split("?")[0] + "?rule=equal",
        site.url + "/",
        site.url + "/plymouth/",
        site.url + "/plymouth/factors/",
        site.url + "/plymouth/factors/ae-attendances/",
        site.url + "/plymouth/decide/",
        site.url + "/plymouth/audit/",
    ):
        page.goto(address)
        assert page.locator("h1").count() == 1
        wide, all_wide = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
        assert all_wide <= wide, address
        axe(page)
    page.context.close()


def test_the_papers_page_is_clean_under_its_own_security_policy(site: Any, browser: Any, people: None, at_work: None):
    site.manage("shell", "-c", PLYMOUTH)
    page = signed_in(site, browser, "convenor", viewport=WIDE)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    decide(site, page, "plymouth")

    page.goto(page.url.split("?")[0] + "paper.html")

    assert said == []
    assert page.locator("h1").evaluate("each => getComputedStyle(each).fontSize") == "40px"
    page.context.close()
