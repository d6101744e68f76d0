"""What the first page waits for, and what is made ready after it."""

import asyncio
import gc
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.template import engines
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from commonweal_web import later
from commonweal_web.config import desks
from commonweal_web.config.start import warming
from commonweal_web.config.urls import urlpatterns

ROOT = Path(__file__).parents[2]

# Each takes 20 to 300 ms of processor time to import, and no page of sign-in needs any.
HEAVY = {"docx", "highspy", "jinja2", "ninja", "pycrdt", "qrcode", "tomlkit", "vl_convert"}

FIRST_PAGE = """
import sys
from wsgiref.util import setup_testing_defaults
from commonweal_web.command import site
site.set_up()
import commonweal_web.config.asgi
from django.core.handlers.wsgi import WSGIHandler
asked = {"PATH_INFO": "/accounts/login/", "HTTP_HOST": "localhost"}
setup_testing_defaults(asked)
told = []
page = b"".join(WSGIHandler()(asked, lambda status, headers: told.append(status)))
print(told[0], b"</html>" in page, *sorted(set(sys.argv[1:]) & set(sys.modules)))
"""


def views(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        yield from views(pattern.url_patterns) if isinstance(pattern, URLResolver) else [pattern]


def test_the_first_page_imports_no_room_that_it_does_not_need(tmp_path: Path):
    environment = {**os.environ, "COMMONWEAL_DATA": str(tmp_path)}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "socialaccount", "-v", "0"], env=environment, cwd=ROOT, check=True
    )

    command = [sys.executable, "-c", FIRST_PAGE, *sorted(HEAVY)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["200", "OK", "True"]


def test_every_page_that_is_imported_later_is_there():
    named = [tuple(view.lookup_str.rsplit(".", 1)) for view in views(urlpatterns)]

    waiting = [(module, name) for module, name in named if module in later.NAMED]

    assert len(waiting) > 80
    assert [name for module, name in waiting if not callable(getattr(later.imported(module), name, None))] == []


def test_addresses_that_are_read_later_have_names_and_lead_to_pages():
    assert reverse("api:places") == "/api/v1/places"
    assert resolve("/api/v1/places").view_name == "api:places"
    assert get_resolver().namespace_dict["api"]


def test_two_who_ask_for_a_room_at_once_get_the_same_whole_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "slow_room.py").write_text("import time\ntime.sleep(0.2)\nready = object()\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found: list[object] = []

    def ask() -> None:
        found.append(later.imported("slow_room").ready)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 4
    assert len(set(found)) == 1
    del later.HERE["slow_room"], sys.modules["slow_room"]


def test_a_room_that_is_here_does_not_wait_for_one_that_is_being_imported():
    later.imported("commonweal_web.ui.views")
    answered = threading.Event()

    def ask() -> None:
        later.imported("commonweal_web.ui.views")
        answered.set()

    with later.IMPORTING:
        threading.Thread(target=ask).start()

        assert answered.wait(10)


def test_the_warm_up_gives_way_while_pages_are_answered_but_not_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(warming, "LONGEST_WAIT", 0.2)
    busy = iter([True, True, False])
    looks: list[bool] = []

    warming.give_way(lambda: looks.append(next(busy)) or looks[-1])
    warming.give_way(lambda: True)

    assert looks == [True, True, False]


def test_the_warm_up_reads_every_template_and_leaves_all_out_of_later_searches():
    engine = engines["django"].engine
    engine.template_loaders[0].reset()
    gc.unfreeze()

    warming.warm_up(lambda: False)

    frozen = gc.get_freeze_count()
    gc.unfreeze()
    read = str(engine.template_loaders[0].get_template_cache)
    assert all(name in read for name in ("layout.html", "pages/factor.html", "investment/decide.html"))
    assert set(later.NAMED) <= set(later.HERE)
    assert frozen > 10_000


def test_the_warm_up_begins_after_the_first_page_and_only_once(monkeypatch: pytest.MonkeyPatch):
    begun: list[bool] = []
    monkeypatch.setattr(desks, "SECONDS_OF_GRACE", 0.0)
    monkeypatch.setattr(desks, "warm_up", lambda is_busy: begun.append(is_busy()))

    async def page(scope, receive, send):
        assert begun == []

    async def ask() -> None:
        served = desks.Desks(page)
        await asyncio.gather(*(served({}, None, None) for _ in range(3)))
        await asyncio.sleep(0.1)

    asyncio.run(ask())

    assert begun == [False]


def test_the_warm_up_begins_by_itself_where_nobody_comes(monkeypatch: pytest.MonkeyPatch):
    begun = threading.Event()
    monkeypatch.setattr(desks, "LONGEST_ALONE", 0.0)
    monkeypatch.setattr(desks, "open_line", lambda: None)
    monkeypatch.setattr(desks, "warm_up", lambda is_busy: begun.set())

    async def start() -> None:
        served = desks.Desks(WSGIHandler)
        await served.open()
        await asyncio.to_thread(begun.wait, 10)
        await served.close()

    asyncio.run(start())

    assert begun.is_set()
