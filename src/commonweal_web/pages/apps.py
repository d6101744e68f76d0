"""The pages app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Tells Django of the pages app."""

    name = "commonweal_web.pages"
    label = "pages"
