"""The PostgreSQL that tests and benchmarks start for themselves goes with them, also where they are told to end."""

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from postgresql import programs

PROGRAM = Path(__file__).parents[1] / "postgresql.py"
SAY = "import os, time; print(os.environ['DATABASE_URL'], flush=True); time.sleep(60)"


@pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed here")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_that_is_told_to_end_leaves_no_database_behind(number):
    command = [sys.executable, str(PROGRAM), sys.executable, "-c", SAY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        port = int(re.findall(r":(\d+)/", started.stdout.readline())[0])
        there = listens(port)
        started.send_signal(number)
        code = started.wait(60)

    assert (there, listens(port)) == (True, False)
    assert code == 128 + number


def listens(port: int) -> bool:
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0
