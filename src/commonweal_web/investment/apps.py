"""The investment app."""

from django.apps import AppConfig


class InvestmentConfig(AppConfig):
    """Tells Django of the investment app."""

    name = "commonweal_web.investment"
    label = "investment"
