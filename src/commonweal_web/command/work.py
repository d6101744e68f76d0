"""`commonweal work`: long work (joint decisions) done beside the pages."""

import os
import signal
import threading
import time

import click

from commonweal_web.command import site

# Seconds between two looks whether the program that started this one still lives.
BETWEEN_LOOKS = 1.0


@click.command()
def work() -> None:
    """Do the long work that pages ask for, until told to stop."""
    site.set_up()
    site.refuse_old_tables()
    from commonweal_web.jobs.worker import run_worker, stop_on_signals

    stop = threading.Event()
    stop_on_signals(stop)
    click.echo("Ready for work.")
    run_worker(stop)


def end_with_parent(parent: int) -> None:
    """Ask this process to stop when the one that started it is gone, however that ended: no orphans."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(BETWEEN_LOOKS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()
