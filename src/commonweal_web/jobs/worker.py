"""The worker's loop: take up what waits, one job after another, and what dead workers left."""

import signal
import threading
import time

from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from commonweal_web.jobs import services

# Seconds between two looks at the queue, and between two looks for what dead workers left.
BETWEEN_LOOKS = 0.5
BETWEEN_REAPS = 10.0


def run_worker(stop: threading.Event) -> None:
    """Work until told to stop; a job in hand is finished first."""
    name, reaped_at = get_random_string(32), -BETWEEN_REAPS
    while not stop.is_set():
        close_old_connections()
        if time.monotonic() - reaped_at >= BETWEEN_REAPS:
            services.reap()
            reaped_at = time.monotonic()
        if not _one(name):
            stop.wait(BETWEEN_LOOKS)


def stop_on_signals(stop: threading.Event) -> None:
    """Let Ctrl-C and a polite request to end set `stop`."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())


def _one(name: str) -> bool:
    """Do the next task that is ready; whether there was one."""
    worker = Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=name,
        excluded_queue_names=[],
    )
    worker.run()
    return worker._run_tasks > 0
