"""`commonweal demo`: the example places on this machine, with a sign-in for every role."""

import os
import sys
from pathlib import Path

import click

from commonweal.errors import WrongUse
from commonweal_web.command import site, tree
from commonweal_web.command.serve import host_option, port_option, refuse_taken_port

PACKAGE = Path(__file__).parents[1]


@click.command()
@host_option
@port_option
@click.option("--data", type=click.Path(file_okay=False), help="Where the database is kept.  [default: ./data]")
@click.option("--serve/--no-serve", "serving", default=True, help="Serve the site, or only load it.")
def demo(host: str, port: int, data: str | None, serving: bool) -> None:  # noqa: FBT001  (an option of the command)
    """Load the example places and serve them here, with a sign-in for every role."""
    os.environ["COMMONWEAL_MODE"] = "demo"
    os.environ.setdefault("COMMONWEAL_LOG", "warning")
    if data:
        os.environ["COMMONWEAL_DATA"] = data
    if serving:
        refuse_taken_port(host, port)
    site.set_up()
    site.migrate()
    from commonweal_web.command.seed import load_examples, make_people, password_of_demo

    places = load_examples(examples())
    password = password_of_demo()
    people = make_people(password, places)
    click.echo(f"\nPlaces: {', '.join(places)}\nSign in as any of these, with the password {password}")
    for address, role in people.items():
        click.echo(f"  {address:<34} {role}")
    click.echo("This sign-in is for a demonstration on your own machine, and never for real data.")
    if serving:
        click.echo(f"\nOpen http://{'localhost' if host == '127.0.0.1' else host}:{port} (Ctrl-C stops it)\n")
        sys.exit(tree.run_together([["serve", "--host", host, "--port", str(port)], ["work"]]))


def examples() -> Path:
    """The folder of example places: inside the package where it was installed, else beside the sources."""
    for folder in (PACKAGE / "examples", PACKAGE.parents[1] / "examples"):
        if folder.is_dir():
            return folder
    raise WrongUse("this copy of Commonweal holds no example places", mend="Install it from a wheel or a checkout.")
