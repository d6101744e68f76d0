"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Tells Django of the audit app."""

    name = "commonweal_web.audit"
    label = "audit"
