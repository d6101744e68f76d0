"""The exchange app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Tells Django of the exchange app."""

    name = "commonweal_web.exchange"
    label = "exchange"
