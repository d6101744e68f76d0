"""The commands of the site as a person meets them: demo, serve, work, and the file that installs them."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMONWEAL = [sys.executable, "-m", "commonweal.cli.main"]
SITE = ("audit", "backup", "demo", "export", "import", "migrate", "restore", "serve", "work")


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """SQLite in a folder of its own, whatever the tests around run on."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "COMMONWEAL_MODE")}
    return {**kept, "COMMONWEAL_DATA": str(folder), **settings}


def run(*words: str, folder: Path, **settings: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*COMMONWEAL, *words],
        env=environment(folder, **settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def status_of(port: int) -> int:
    """What the site answers at its front door; 0 while nobody listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def children_of(parent: int) -> list[int]:
    """The processes that a process has started, by Linux's own list."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == parent and words[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def wait_until(what, seconds: float = 60.0) -> bool:
    last = time.monotonic() + seconds
    while not (so := what()) and time.monotonic() < last:
        time.sleep(0.1)
    return bool(so)


def test_the_help_names_the_commands_of_the_site_and_loads_none_of_django():
    program = "import sys; sys.argv[1:] = ['--help']; from commonweal.cli.main import main; main()"
    watched = f"{program.replace('main()', '')}\ntry:\n    main()\nfinally:\n    print('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", watched], capture_output=True, text=True, check=False)

    assert done.stdout.strip().endswith("False")
    assert re.findall(r"^  (\w+) ", done.stdout.partition("The site:")[2], re.MULTILINE) == list(SITE)


@pytest.mark.parametrize("words", [("serve",), ("work",)])
def test_an_old_database_is_refused_and_the_mend_told(words, tmp_path):
    done = run(*words, *(["--port", str(free_port())] if words == ("serve",) else []), folder=tmp_path)

    assert done.returncode == 2
    assert "behind this version. Make a backup, then bring it up to date with: commonweal migrate" in done.stderr


def test_a_wrong_setting_is_refused_with_the_right_ones(tmp_path):
    done = run("migrate", folder=tmp_path, COMMONWEAL_MODE="staging")

    assert done.returncode == 2
    assert 'COMMONWEAL_MODE is "staging". Write one of: production, demo, test.' in done.stderr


def test_a_port_that_is_taken_is_told_with_another(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = run("serve", "--port", str(port), folder=tmp_path)

    assert done.returncode == 2
    assert done.stderr == (
        f"127.0.0.1, port {port}: another program listens here already. Choose another port: --port {port + 1}\n"
    )


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """A demonstration that is loaded: its folder, and what was printed."""
    folder = tmp_path_factory.mktemp("demo")
    done = run("demo", "--no-serve", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_a_demonstration_loads_every_example_and_prints_a_sign_in_for_every_role(shown):
    _, printed = shown

    assert "Places: cornwall, kent, merton, plymouth, wakefield, wirral\n" in printed
    assert len(re.findall(r"^  [a-z-]+@example\.org ", printed, re.MULTILINE)) == 11


def test_a_second_start_keeps_the_data_and_the_sign_in(shown):
    folder, printed = shown

    again = run("demo", "--no-serve", folder=folder)

    assert again.stdout == printed
    assert (folder / "demo-password").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the list of processes is read from Linux's /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda how: how.name)
def test_server_and_worker_end_with_the_demonstration_however_it_ends(how, shown):
    folder, _ = shown
    port = free_port()
    demo = subprocess.Popen(
        [*COMMONWEAL, "demo", "--port", str(port)], env=environment(folder), stdout=subprocess.PIPE, text=True
    )
    try:
        assert wait_until(lambda: status_of(port) == 200)
        children = children_of(demo.pid)

        demo.send_signal(how)
        code = demo.wait(30)

        assert len(children) == 2
        assert code == (-9 if how is signal.SIGKILL else 0)
        assert wait_until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))
        assert status_of(port) == 0
    finally:
        demo.kill()
        demo.communicate()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The file that installs the product, built without asking any other machine."""
    folder = tmp_path_factory.mktemp("wheel")
    program = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*program, str(ROOT)], check=True, timeout=120, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_example_places_the_templates_and_the_commands(wheel):
    with zipfile.ZipFile(wheel) as held:
        names = set(held.namelist())
        commands = held.read(next(name for name in names if name.endswith("entry_points.txt"))).decode()

    assert {
        f"commonweal_web/examples/{place.parent.name}/place.toml" for place in ROOT.glob("examples/*/place.toml")
    } <= names
    assert "commonweal_web/templates/layout.html" in names
    assert not [name for name in names if name.endswith((".pyc", ".sqlite3")) or "node_modules" in name]
    assert re.findall(r"^(\w+) = commonweal_web\.command", commands, re.MULTILINE) == sorted(SITE)


def test_the_wheel_holds_the_built_pages(wheel):
    built = ROOT / "src" / "commonweal_web" / "static" / "build"
    if not (built / "main.css").is_file():
        pytest.skip("the pages are not built here: run `make pages`")
    with zipfile.ZipFile(wheel) as held:
        names = set(held.namelist())

    wanted = {path.relative_to(ROOT / "src").as_posix() for path in built.rglob("*") if path.is_file()}
    assert wanted <= names


def test_the_demonstration_runs_from_the_wheel_alone(wheel, tmp_path):
    shutil.unpack_archive(wheel, tmp_path / "installed", "zip")

    done = run("demo", "--no-serve", folder=tmp_path / "data", PYTHONPATH=str(tmp_path / "installed"))

    assert done.returncode == 0, done.stderr
    assert "Places: cornwall, kent, merton, plymouth, wakefield, wirral\n" in done.stdout


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the list of processes is read from Linux's /proc")
def test_the_demonstration_from_the_wheel_serves_its_pages_without_node_and_leaves_nothing_running(wheel, tmp_path):
    if not (ROOT / "src" / "commonweal_web" / "static" / "build" / "main.css").is_file():
        pytest.skip("the pages are not built here: run `make pages`")
    shutil.unpack_archive(wheel, tmp_path / "installed", "zip")
    (tmp_path / "empty").mkdir()
    port, settings = free_port(), {"PYTHONPATH": str(tmp_path / "installed"), "PATH": str(tmp_path / "empty")}
    command = [*COMMONWEAL, "demo", "--port", str(port)]
    surroundings = environment(tmp_path / "data", **settings)
    demo = subprocess.Popen(command, env=surroundings, cwd=tmp_path / "empty", stdout=subprocess.DEVNULL)
    try:
        assert wait_until(lambda: status_of(port) == 200, 120)
        front = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30).read().decode()
        style = re.search(r'href="(/static/[^"]+\.css)"', front)
        assert style is not None
        answer = urllib.request.urlopen(f"http://127.0.0.1:{port}{style[1]}", timeout=30)
        assert answer.headers["Content-Type"].startswith("text/css")
        children = children_of(demo.pid)

        demo.send_signal(signal.SIGINT)

        assert demo.wait(30) == 0
        assert "Agree together what to do" in front
        assert wait_until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))
    finally:
        demo.kill()
        demo.wait()
