"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Tells Django of the accounts app."""

    name = "commonweal_web.accounts"
    label = "accounts"
