"""The investment app."""

from importlib import import_module

from django.apps import AppConfig


class InvestmentConfig(AppConfig):
    """Tells Django of the investment app."""

    name = "commonweal_web.investment"
    label = "investment"

    def ready(self) -> None:
        """Let workers know how a decision is worked out."""
        import_module("commonweal_web.investment.decisions.work")
