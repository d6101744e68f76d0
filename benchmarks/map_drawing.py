"""How fast is the map's editor with 500, 2,000 and 5,000 factors: first picture, dragging, panning, search?

Starts the real site with a place of each size and drives the machine's own Chromium, without a graphics card. A peer
that draws on canvas is measured in the same run where it is at hand: `--peer a/path/cytoscape.min.js`. Two minutes.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from postgresql import free_port  # noqa: E402  (beside the tests, not in the package)

SIZES = ((500, 1_500), (2_000, 6_000), (5_000, 20_000))
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
VIEW = {"width": 1280, "height": 800}
WORD = "what-a-long-walk-9"
SECONDS = 3.0

# Factors in neighbourhoods of about thirty, as places have them; every one has a name of three to five words.
SEED = """
import random
from datetime import date
from allauth.account.models import EmailAddress
from commonweal_web.accounts.models import User
from commonweal_web.place.models import Membership, Organisation, Partner, Place
from commonweal_web.systemmap.models import Factor, Link
draw = random.Random(7)
words = "street night care home school work rent cost trust safety drink crowd noise staff beds bus rain".split()
user, made = User.objects.get_or_create(email="drawer@example.org", defaults={{"name": "Drawer"}})
user.set_password({word!r}); user.save()
EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={{"verified": True, "primary": True}})
for factors, links in {sizes!r}:
    slug = f"size-{{factors}}"
    place = Place.objects.create(slug=slug, name=f"{{factors}} factors", question="How fast?", start=date(2026, 4, 1))
    body = Organisation.objects.create(slug=slug, name="Council", sector="council")
    partner = Partner.objects.create(place=place, slug="council", name="Council", sector="council", organisation=body)
    Membership.objects.create(place=place, user=user, role="contributor", partner=partner)
    rows = Factor.objects.bulk_create([
        Factor(place=place, slug=f"factor-{{n}}x", name=f"{{' '.join(draw.sample(words, 3)).capitalize()}} {{n}}",
               kind=draw.choice(("cause", "outcome", "activity"))) for n in range(factors)])
    ends = set()
    while len(ends) < links:
        one = draw.randrange(factors)
        other = (one + draw.randint(-15, 20)) % factors
        if one != other:
            ends.add((one, other))
    Link.objects.bulk_create([Link(place=place, from_factor=rows[one], to_factor=rows[other], sign=draw.choice("+-"),
                                   strength=draw.choice(("weak", "medium", "strong"))) for one, other in sorted(ends)])
"""
FRAMES = """seconds => new Promise(done => {
  const times = []; const begun = performance.now();
  const step = now => { times.push(now); now - begun < seconds * 1000 ? requestAnimationFrame(step) : done(times); };
  requestAnimationFrame(step);
})"""
DRAWN = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(
  [performance.now(), performance.getEntriesByType('navigation')[0].responseEnd]))))"""
SEARCH = """() => {
  const field = document.getElementById('map-search');
  const begun = performance.now();
  field.focus(); field.value = 'trust'; field.dispatchEvent(new Event('input', {bubbles: true}));
  return performance.now() - begun;
}"""
PEER = """([nodes, edges]) => {
  const begun = performance.now();
  document.body.innerHTML = '<div id="cy"></div>';
  document.getElementById('cy').style.cssText = 'position:fixed;inset:0';
  window.cy = cytoscape({container: document.getElementById('cy'), elements: {nodes, edges}, layout: {name: 'preset'},
    style: [{selector: 'node', style: {label: 'data(name)', shape: 'round-rectangle', width: 170, height: 50,
      'text-wrap': 'wrap', 'text-max-width': 150, 'text-valign': 'center'}},
      {selector: 'edge', style: {'curve-style': 'bezier', 'target-arrow-shape': 'triangle'}}]});
  window.cy.fit();
  return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun))));
}"""


@contextmanager
def site() -> Iterator[str]:
    """The real server with a place of each size; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="commonweal-drawing-") as data:
        environment = os.environ | {"COMMONWEAL_MODE": "demo", "COMMONWEAL_DATA": data}
        environment.pop("DATABASE_URL", None)
        manage = [sys.executable, str(ROOT / "manage.py")]
        seed = SEED.format(word=WORD, sizes=SIZES)
        for arguments in (["migrate", "--verbosity", "0"], ["shell", "-v", "0", "-c", seed]):
            subprocess.run([*manage, *arguments], env=environment, cwd=ROOT, check=True)
        port = str(free_port())
        command = [sys.executable, "-m", "uvicorn", "commonweal_web.config.asgi:application", "--port", port]
        server = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(f"http://localhost:{port}/components/")
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(20)


def wait_for(url: str) -> None:
    """Wait until the server answers."""
    for _ in range(300):
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError("the site did not start")


def rate(times: list[float]) -> float:
    """Frames a second."""
    return (len(times) - 1) / max(times[-1] - times[0], 1.0) * 1000


def while_moving(page: Any, x: float, y: float) -> float:
    """Frames a second while the pressed mouse goes round a circle as fast as the page takes it."""
    page.evaluate(f"() => {{ window.counted = ({FRAMES})({SECONDS}); }}")
    last, step = time.monotonic() + SECONDS, 0
    while time.monotonic() < last:
        step += 1
        page.mouse.move(x + 60 * ((step % 40) / 20 - 1), y + 60 * ((step % 24) / 12 - 1))
    return rate(page.evaluate("() => window.counted"))


def ours(page: Any, url: str, factors: int) -> dict[str, float]:
    """What the editor takes with a place of so many factors."""
    page.goto(f"{url}/size-{factors}/map/")
    page.wait_for_selector(".cw-node")
    drawn, arrived = page.evaluate(DRAWN)
    page.wait_for_selector('.cw-status[data-status="saved"]', timeout=60_000)
    found = {"first picture": drawn - arrived, "search": page.evaluate(SEARCH)}
    page.keyboard.press("Escape")
    box = page.locator(".cw-map__svg").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    found["drag, all in view"] = drag(page, x, y)
    found["pan, all in view"] = pan(page, box)
    page.locator("#map-search").fill("trust")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    node = page.locator(".cw-node.is-selected").bounding_box()
    found["drag, names in view"] = drag(page, node["x"] + node["width"] / 2, node["y"] + node["height"] / 2)
    found["pan, names in view"] = pan(page, box)
    return found


def drag(page: Any, x: float, y: float) -> float:
    """Frames a second while a factor is dragged: the one nearest to a point."""
    nearest = page.evaluate(
        """([x, y]) => { let best = null, least = Infinity;
        for (const node of document.querySelectorAll('.cw-node')) { const r = node.getBoundingClientRect();
          const far = Math.hypot(r.x + r.width / 2 - x, r.y + r.height / 2 - y);
          if (far < least) { least = far; best = [r.x + r.width / 2, r.y + r.height / 2]; } } return best; }""",
        [x, y],
    )
    page.mouse.move(*nearest)
    page.mouse.down()
    frames = while_moving(page, *nearest)
    page.mouse.up()
    return frames


def pan(page: Any, box: dict[str, float]) -> float:
    """Frames a second while the ground is dragged by the middle button."""
    x, y = box["x"] + box["width"] / 2, box["y"] + 40
    page.mouse.move(x, y)
    page.mouse.down(button="middle")
    frames = while_moving(page, x, y + 60)
    page.mouse.up(button="middle")
    return frames


def peers(page: Any, script: Path, url: str, factors: int) -> dict[str, float]:
    """What Cytoscape takes with the same factors at the same places."""
    page.goto(f"{url}/size-{factors}/map/")
    start = page.evaluate("() => JSON.parse(document.getElementById('map-start').textContent)")
    rows = start["rows"]["shared"]
    nodes = [
        {"data": {"id": id_, "name": each["name"]}, "position": dict(zip("xy", start["placed"][id_], strict=True))}
        for id_, each in rows["factors"].items()
    ]
    edges = [{"data": {"source": each["from"], "target": each["to"]}} for each in rows["links"].values()]
    page.goto("about:blank")
    page.add_script_tag(path=str(script))
    found = {"first picture": page.evaluate(PEER, [nodes, edges])}
    place = page.evaluate("() => { const {x, y} = cy.nodes()[0].renderedPosition(); return [x, y]; }")
    page.mouse.move(*place)
    page.mouse.down()
    found["drag, all in view"] = while_moving(page, *place)
    page.mouse.up()
    return found


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--peer", type=Path, help="a cytoscape.min.js to measure beside ours")
    options.add_argument("--size", type=int, help="one size only")
    asked = options.parse_args()
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("google-chrome")
    with site() as url, sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=found, args=list(FLAGS))
        page = chromium.new_context(viewport=VIEW, bypass_csp=True).new_page()
        page.set_default_timeout(60_000)
        page.goto(url + "/accounts/login/")
        page.locator("[name=login]").fill("drawer@example.org")
        page.locator("[name=password]").fill(WORD)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_url(lambda address: "login" not in address)
        for factors, links in (size for size in SIZES if asked.size in (None, size[0])):
            print(f"{factors:,} factors, {links:,} links")
            for name, value in ours(page, url, factors).items():
                print(f"  {name}: {value:.0f} {'frames a second' if ',' in name else 'ms'}", flush=True)
            for name, value in peers(page, asked.peer, url, factors).items() if asked.peer else ():
                print(f"  peer, {name}: {value:.0f} {'frames a second' if ',' in name else 'ms'}", flush=True)
        chromium.close()


if __name__ == "__main__":
    main()
