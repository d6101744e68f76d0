"""The jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Tells Django of the jobs app."""

    name = "commonweal_web.jobs"
    label = "jobs"
