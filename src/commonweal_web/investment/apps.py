"""The investment app."""

from django.apps import AppConfig


class InvestmentConfig(AppConfig):
    """Tells Django of the investment app."""

    name = "commonweal_web.investment"
    label = "investment"

    def ready(self) -> None:
        """Let workers know where a decision is worked out."""
        from commonweal_web.jobs.work import BENCHES

        BENCHES.add("commonweal_web.investment.decisions.work")
