"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Tells Django of the accounts app."""

    name = "commonweal_web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Note the moment of every sign-in."""
        from commonweal_web.accounts import middleware  # noqa: F401
