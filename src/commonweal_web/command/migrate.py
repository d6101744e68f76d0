"""`commonweal migrate`: the database brought to what this version needs."""

import click

from commonweal_web.command import site


@click.command()
def migrate() -> None:
    """Bring the database to what this version needs."""
    site.set_up()
    site.migrate()
    click.echo("The database is up to date.")
