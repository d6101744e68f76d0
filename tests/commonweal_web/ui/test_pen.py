"""Pictures are drawn by a process of its own, and here where that one cannot."""

import io
import json
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator

import pytest

from commonweal.reports import pictures
from commonweal_web.ui.pen import Pen, draw_what_is_asked

CHART = {
    "data": {"values": [{"month": month, "value": value} for month, value in enumerate([4, 8, 5, 9.5])]},
    "mark": "line",
    "encoding": {
        "x": {"field": "month", "type": "quantitative"},
        "y": {"field": "value", "type": "quantitative", "title": "calls – é"},
    },
}


@pytest.fixture
def pen() -> Iterator[Pen]:
    made = Pen()
    yield made
    made.close()


def drawing_by(program: str, *, longest: float = 20.0) -> Pen:
    return Pen(command=(sys.executable, "-c", program), longest=longest)


def test_a_picture_is_the_same_as_drawn_here(pen: Pen, caplog: pytest.LogCaptureFixture):
    svg = pictures.svg(CHART)

    assert pen.svg(CHART) == svg
    assert pen.picture_of(svg, "png") == pictures.picture_of(svg, "png")
    assert caplog.records == []


def test_one_process_draws_all_and_a_dead_one_is_started_again(pen: Pen, caplog: pytest.LogCaptureFixture):
    pen.svg(CHART)
    first = pen.process
    pen.svg(CHART)
    assert pen.process is first
    assert first is not None

    first.kill()
    first.wait(20)

    assert pen.svg(CHART).startswith("<svg")
    assert pen.process is not first
    assert caplog.records == []


@pytest.mark.parametrize(
    ("program", "longest"),
    [
        ("import sys; sys.stdin.readline()", 20.0),
        ("import sys; sys.stdin.readline(); print('aGFsZg', end='')", 20.0),
        ("import time; time.sleep(600)", 0.1),
        ("while True: print(end=input()[:0], flush=True)", 0.1),
    ],
    ids=["dies", "dies half way", "sleeps", "says nothing"],
)
def test_what_a_process_does_not_draw_is_drawn_here(program: str, longest: float, caplog: pytest.LogCaptureFixture):
    pen = drawing_by(program, longest=longest)

    assert pen.svg(CHART) == pictures.svg(CHART)
    assert pen.process is None
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_where_no_process_can_be_started_the_picture_is_drawn_here(tmp_path, caplog: pytest.LogCaptureFixture):
    pen = Pen(command=(str(tmp_path / "no-such-program"),))

    assert pen.svg(CHART).startswith("<svg")
    assert len(caplog.records) == 1


def test_what_cannot_be_drawn_fails_here_and_the_process_goes_on(pen: Pen):
    with pytest.raises(ValueError, match=r"(?i)parse|error|mark"):
        pen.svg({"mark": {"type": ["no"]}, "data": 7})

    first = pen.process
    assert first is not None
    assert pen.svg(CHART).startswith("<svg")
    assert pen.process is first


def test_what_draws_knows_no_secret_of_the_site(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COMMONWEAL_SECRET_KEY", "zebrafish")
    monkeypatch.setenv("DATABASE_URL", "postgresql://zebrafish@localhost/x")
    told = "base64.b64encode(repr(dict(os.environ)).encode()).decode()"
    pen = drawing_by(f"import base64, os, sys; sys.stdin.readline(); print({told})")

    environment = pen.svg(CHART)

    pen.close()
    assert "PATH" in environment
    assert "zebrafish" not in environment


def test_the_process_ends_when_whoever_started_it_is_gone():
    program = subprocess.Popen([sys.executable, "-m", "commonweal_web.ui.pen"], stdin=subprocess.PIPE)
    assert program.poll() is None

    program.communicate()

    assert program.returncode == 0


def test_each_question_has_one_line_for_its_answer():
    lines = [{"what": "svg", "given": {"chart": CHART}}, {"what": "nothing", "given": {}}]
    answers = io.BytesIO()

    draw_what_is_asked(io.BytesIO("".join(json.dumps(line) + "\n" for line in lines).encode()), answers)

    picture, none = answers.getvalue().splitlines()
    assert b64decode(picture).startswith(b"<svg")
    assert none == b""
