"""The entry of a job in the queue of tasks."""

from django.utils.module_loading import import_string
from django_tasks import task


@task()
def run_job(job: int) -> None:
    """Do a job's work. It is found by its name, as tasks are, since it writes through the services that queue it."""
    import_string("commonweal_web.jobs.work.do")(job)
