"""`commonweal work`: long work (joint decisions) done beside the pages."""

import threading

import click

from commonweal_web.command import site, tree


@click.command()
def work() -> None:
    """Do the long work that pages ask for, until told to stop."""
    tree.end_with_parent()
    site.set_up()
    site.refuse_old_tables()
    from commonweal_web.jobs.worker import run_worker, stop_on_signals

    stop = threading.Event()
    stop_on_signals(stop)
    run_worker(stop)
