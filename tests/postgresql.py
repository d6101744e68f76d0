"""Runs a command on a PostgreSQL of its own: made in a temporary folder, stopped and removed afterwards.

    python tests/postgresql.py pytest -q tests/commonweal_web

Where PostgreSQL is not installed it says so and ends well, so that everything else can be tested without it.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

ABSENT = (
    "PostgreSQL is not installed, so this ran on SQLite only. "
    "To run it on both, install PostgreSQL (Debian, Ubuntu: apt install postgresql)."
)

ENDING = (signal.SIGTERM, signal.SIGHUP)


def programs() -> Path | None:
    """The folder of PostgreSQL's programs: that on the path, else Debian's newest."""
    known = shutil.which("pg_ctl")
    if known and shutil.which("initdb"):
        return Path(known).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def temporary_database() -> Iterator[str]:
    """The address of an empty database, for as long as it is needed."""
    folder = Path(tempfile.mkdtemp(prefix="commonweal-postgresql-"))
    who = as_whom(folder)
    data, bin_, port = folder / "data", programs(), free_port()
    assert bin_ is not None, ABSENT
    settings = f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=on"
    quiet: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder, **who}
    try:
        subprocess.run([bin_ / "initdb", "-D", data, "-U", "commonweal", "-A", "trust", "-E", "UTF8"], **quiet)
        subprocess.run([bin_ / "pg_ctl", "-w", "-D", data, "-l", folder / "log", "-o", settings, "start"], **quiet)
        yield f"postgresql://commonweal@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            subprocess.run([bin_ / "pg_ctl", "-w", "-m", "fast", "-D", data, "stop"], **quiet)
        shutil.rmtree(folder)


def tidy_up_when_told_to_end() -> None:
    """Let SIGTERM and SIGHUP end the program as Ctrl-C does, so that what it started is stopped and taken away."""

    def end(number: int, frame: FrameType | None) -> None:
        for known in ENDING:
            signal.signal(known, signal.SIG_IGN)  # a second one would cut the tidying short
        sys.exit(128 + number)

    for number in ENDING:
        signal.signal(number, end)


def as_whom(folder: Path) -> dict[str, Any]:
    """Who runs the server: ourselves, or, since it refuses root, the user that Debian makes for it."""
    if os.geteuid() != 0:
        return {}
    person = pwd.getpwnam("postgres")
    os.chown(folder, person.pw_uid, person.pw_gid)
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def main() -> int:
    """Run the command given with DATABASE_URL set; its own exit code."""
    if programs() is None:
        print(ABSENT)
        return 0
    tidy_up_when_told_to_end()
    with temporary_database() as address:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
