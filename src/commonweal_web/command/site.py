"""The site made ready for a command: its settings read, its apps loaded, its database as this version needs it."""

import os

from commonweal.errors import WrongUse


def set_up() -> None:
    """Load the site; wrong settings are told in a line."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal_web.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise WrongUse(str(error).rstrip("."), where="settings") from error


def migrate() -> None:
    """Bring the database to what this version needs."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def refuse_old_tables() -> None:
    """Stop where the database is not what this version needs, and say how to mend it."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise WrongUse(
            f"the database is {len(waiting)} steps behind this version",
            where=str(connection.settings_dict["NAME"]),
            mend="Make a backup, then bring it up to date with: commonweal migrate",
        )
