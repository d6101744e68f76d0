"""The whole site in a real browser: a server on a free port of this machine, with data of its own, and Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
BUILT = ROOT / "src" / "commonweal_web" / "static" / "build" / "main.css"
# Chromium as root, without a display, asking nobody for anything.
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
SECONDS_TO_START = 30
# WCAG 2.2 AA, and what axe's makers hold for good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True, slots=True)
class Site:
    """The site as it runs: its address, its data folder, and the environment for further commands on it."""

    url: str
    data: Path
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """What a management command prints."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True)
        return done.stdout


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real server on a free port, in demo mode, with an empty database; gone when the tests are."""
    if not BUILT.exists():
        pytest.skip("the built styles are absent: run `make pages` (it needs Node 20)")
    data = tmp_path_factory.mktemp("site")
    environment = os.environ | {"COMMONWEAL_MODE": "demo", "COMMONWEAL_DATA": str(data)}
    environment.pop("DATABASE_URL", None)
    running = Site(f"http://localhost:{free_port()}", data, environment)
    running.manage("migrate", "--verbosity", "0")
    with (data / "server.log").open("w") as log:
        port = running.url.rpartition(":")[2]
        command = [sys.executable, "-m", "uvicorn", "commonweal_web.config.asgi:application", "--port", port]
        server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_for(running.url + "/components/", server, data / "server.log")
        yield running
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until the server answers; say what it wrote if it does not."""
    last = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < last and server.poll() is None:
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"the site did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="module")
def browser():
    """Chromium as this machine has it. Its driver runs a loop, under which Django's own tests refuse to run: so it is
    closed with its module.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test brings it")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("there is no Chromium on this machine (Debian, Ubuntu: apt install chromium)")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=found, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """A check that a page has no finding of axe-core. It needs a context made with `bypass_csp=True`."""
    if not AXE.exists():
        pytest.skip("axe-core is absent: run `npm ci` (it needs Node 20)")
    script = AXE.read_text(encoding="utf-8")

    def check(page) -> None:
        page.evaluate(script)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
        told = [f"{each['id']}: {each['help']}: {node['html'][:160]}" for each in found for node in each["nodes"]]
        assert not told, f"{page.url}\n" + "\n".join(told)

    return check
