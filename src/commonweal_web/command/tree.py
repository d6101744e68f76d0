"""One tree of processes: what is started together ends together, and leaves no orphan."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from types import FrameType

# Seconds between two looks at the others of the tree, and those given to end politely.
BETWEEN_LOOKS = 0.3
TIME_TO_END = 15.0

# Tells a child who started it.
PARENT = "COMMONWEAL_STARTED_BY"


def run_together(commands: Sequence[Sequence[str]]) -> int:
    """Run commands of `commonweal` side by side until one ends or we are told to stop; the code they end with."""
    asked = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        asked.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)
    environment = {**os.environ, PARENT: str(os.getpid())}
    program = [sys.executable, "-m", "commonweal.cli.main"]
    children: list[subprocess.Popen[bytes]] = []
    try:
        children += [subprocess.Popen([*program, *command], env=environment) for command in commands]
        while not asked.wait(BETWEEN_LOOKS) and all(child.poll() is None for child in children):
            pass
        ended = [child.returncode for child in children if child.poll() is not None]
    finally:
        end(children)
    return 0 if asked.is_set() else next((code for code in ended if code), 1)


def end(children: Sequence["subprocess.Popen[bytes]"]) -> None:
    """Ask every child to end, and make those end that do not in time."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    last = time.monotonic() + TIME_TO_END
    for child in children:
        try:
            child.wait(max(0.1, last - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def end_with_parent() -> None:
    """Where this process was started as part of a tree, let it stop when its starter is gone, however that ended."""
    if PARENT not in os.environ:
        return
    parent = int(os.environ[PARENT])

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(BETWEEN_LOOKS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()
