"""`commonweal audit`: whether the chain of events is whole."""

import click

from commonweal_web.command import site


@click.group()
def audit() -> None:
    """Prove that the record of events is whole."""


@audit.command()
@click.option(
    "--since", metavar="NUMBER:DIGEST", help="An end of the chain noted earlier, which must still stand in it."
)
def verify(since: str | None) -> None:
    """Read every event and find any that was altered, taken out, put in, or cut off.

    Exit code 0 where the chain is whole, 1 where it is not.
    """
    site.set_up()
    from commonweal_web.audit import selectors

    verdict = selectors.verify()
    if not verdict.is_whole:
        click.echo(
            f"BROKEN at event {verdict.broken_at}: {verdict.reason}. {verdict.number} events before it are whole."
        )
        raise SystemExit(1)
    if since and not _stands(since):
        click.echo(f"BROKEN: the event noted as {since} does not stand in this chain: all of it was written anew.")
        raise SystemExit(1)
    click.echo(f"Whole: {verdict.number} events. Note this end, and give it to --since next time:")
    click.echo(f"{verdict.number}:{verdict.digest}")


def _stands(noted: str) -> bool:
    from commonweal_web.audit.selectors import digest_at

    number, _, digest = noted.partition(":")
    if not number.isdecimal() or not digest:
        raise click.BadParameter("write it as it was noted, such as 120:9f86d0...", param_hint="--since")
    return number == "0" or digest_at(int(number)) == digest
