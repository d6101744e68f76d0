"""Pictures drawn by a process of its own: what draws a chart lets no other thread of its process on meanwhile."""

import atexit
import json
import logging
import os
import signal
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock, Timer
from typing import Any, BinaryIO

from commonweal.reports.schema import Specification

log = logging.getLogger(__name__)

# A drawing takes less than a tenth of a second, and the first half a second; a busy machine much longer.
LONGEST = 20.0

# Settings of the site, secrets among them, which what draws has no need of.
OURS = ("COMMONWEAL_", "DATABASE_URL")


@dataclass
class Pen:
    """One process that draws one picture after another. Started when first needed, and again when it has died.

    It ends with the server, however that ends: its standard input is closed then. Where it cannot draw, or takes
    longer than so many seconds, the picture is drawn here instead.
    """

    command: tuple[str, ...] = (sys.executable, "-m", "commonweal_web.ui.pen")
    longest: float = LONGEST
    process: "subprocess.Popen[bytes] | None" = None
    lock: Lock = field(default_factory=Lock)

    def svg(self, chart: Specification) -> str:
        """A chart as one SVG element."""
        return self._drawn("svg", {"chart": chart}).decode()

    def picture_of(self, svg: str, kind: str) -> bytes:
        """The drawing of a map in the kind asked for."""
        return self._drawn("picture_of", {"svg": svg, "kind": kind})

    def close(self) -> None:
        """End the process; it is started again when something is to be drawn."""
        with self.lock:
            self._end()

    def _drawn(self, what: str, given: Mapping[str, Any]) -> bytes:
        line = json.dumps({"what": what, "given": given}).encode() + b"\n"
        with self.lock:
            answer = self._answer(line)
        if answer:
            return b64decode(answer)
        log.warning("a picture is drawn by the server itself, since the process that draws did not")
        return draws()[what](**given)

    def _answer(self, line: bytes) -> bytes:
        """What the process says to a line: nothing where it cannot draw that, is dead, or takes too long."""
        try:
            process = self._running()
            out_of_patience = Timer(self.longest, process.kill)
            out_of_patience.start()
            try:
                assert process.stdin is not None
                assert process.stdout is not None
                process.stdin.write(line)
                process.stdin.flush()
                answer = process.stdout.readline()
            finally:
                out_of_patience.cancel()
        except OSError:  # it could not be started, or died before it read
            answer = b""
        if not answer.endswith(b"\n"):
            self._end()
            return b""
        return answer.strip()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self.process is None or self.process.poll() is not None:
            self._end()
            environment = {name: text for name, text in os.environ.items() if not name.startswith(OURS)}
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
            )
            atexit.register(self.close)
        return self.process

    def _end(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None
            atexit.unregister(self.close)


PEN = Pen()


def draws() -> dict[str, Callable[..., bytes]]:
    """What can be drawn. What draws is imported here alone: the server needs it only where its process cannot draw."""
    from commonweal.reports.pictures import picture_of, svg

    return {"svg": lambda chart: svg(chart).encode(), "picture_of": picture_of}


def draw_what_is_asked(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer each line with a picture, or an empty line where it cannot be drawn, until nobody asks any more."""
    for line in asked:
        question = json.loads(line)
        try:
            picture = draws()[question["what"]](**question["given"])
        except Exception:  # the server draws it itself then, and tells what is wrong
            picture = b""
        answers.write(b64encode(picture) + b"\n")
        answers.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this one
    draw_what_is_asked(sys.stdin.buffer, sys.stdout.buffer)
