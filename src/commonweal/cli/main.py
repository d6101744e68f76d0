"""The command `commonweal`: groups and commands, each imported only when it is called."""

import sys
from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from operator import attrgetter

import click

from commonweal import __version__
from commonweal.errors import CommonwealError

# Name of a command: (where it lives, what it does in a line).
Commands = Mapping[str, tuple[str, str]]

TOP: Commands = {
    "check": ("commonweal.cli.check:check", "List every fault of a place folder, and how to mend it."),
    "decide": ("commonweal.cli.decision.decide:decide", "What to do together, who pays, who gains, what is promised."),
    "map": (
        "commonweal.cli.main:map_group",
        "Read the system map: loops, gaps, who works with whom.",
    ),
    "measures": ("commonweal.cli.main:measures_group", "Read the measures: control charts."),
    "simulate": ("commonweal.cli.main:simulate_group", "Ask the map: what if?"),
    "invest": ("commonweal.cli.main:invest_group", "Count the money: appraisal and fair shares."),
}
MAP: Commands = {
    "loops": ("commonweal.cli.map.loops:loops", "Feedback loops, with polarity and delay."),
    "network": ("commonweal.cli.map.ties.network:network", "Who works with whom, across which boundaries."),
    "brokerage": ("commonweal.cli.map.ties.brokerage:brokerage", "Who joins others that have no tie of their own."),
    "pathways": ("commonweal.cli.map.pathways:pathways", "By which ways one factor acts on another."),
    "leverage": ("commonweal.cli.map.leverage:leverage", "What moves an outcome most."),
    "gaps": ("commonweal.cli.map.gaps:gaps", "What is missing from the map, and who."),
    "compare": ("commonweal.cli.map.compare:compare", "Two versions, two views, or all rival views."),
    "drift": ("commonweal.cli.map.ties.drift:drift", "Do boundaries harden as time goes by?"),
    "convert": ("commonweal.cli.map.convert:convert", "A map from one program's format to another's."),
    "archetypes": ("commonweal.cli.map.archetypes:archetypes", "Patterns of loops that keep coming back."),
    "export": ("commonweal.cli.map.convert:export", "The map of a place for Excel, yEd, Gephi or Kumu."),
    "import": ("commonweal.cli.map.bring:bring", "Add a map from Excel, yEd, Gephi, Kumu or PRSM to a place."),
}
MEASURES: Commands = {"chart": ("commonweal.cli.chart:chart", "The control chart (XmR) of a measure.")}
SIMULATE: Commands = {"run": ("commonweal.cli.simulate:run", "Many futures, with or without a plan.")}
INVEST: Commands = {
    "appraise": ("commonweal.cli.invest.appraise:appraise", "Costs and benefits, as the guidance counts them."),
    "share": ("commonweal.cli.invest.share:share", "Fair shares of a game of costs or gains."),
}


class LazyGroup(click.Group):
    """A group that knows the names of its commands and imports one only to run it."""

    def __init__(self, name: str, commands: Commands, *, help: str) -> None:
        super().__init__(name, help=help)
        self.known = commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.known)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.known:
            return None
        module, attribute = self.known[cmd_name][0].split(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.known.items()])


class JoinedGroup(LazyGroup):
    """A group that other packages (the site) join by the entry point `commonweal.commands`.

    The entry points are looked up only where a command of our own does not answer, and each is loaded only to run it
    or to show its line of help: so the modules named there must import nothing heavy before they run.
    """

    @cached_property
    def joined(self) -> dict[str, EntryPoint]:
        """The commands that other packages bring, by name."""
        found = entry_points(group="commonweal.commands")
        return {entry.name: entry for entry in sorted(found, key=attrgetter("name"))}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *self.joined]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        if command is not None or cmd_name not in self.joined:
            return command
        joined = self.joined[cmd_name].load()
        assert isinstance(joined, click.Command)
        return joined

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_commands(ctx, formatter)
        rows = [
            (name, command.get_short_help_str(100)) for name in self.joined if (command := self.get_command(ctx, name))
        ]
        if rows:
            with formatter.section("The site"):
                formatter.write_dl(rows)


map_group = LazyGroup("map", MAP, help="Read the system map.")
measures_group = LazyGroup("measures", MEASURES, help="Read the measures.")
simulate_group = LazyGroup("simulate", SIMULATE, help="Ask the map: what if?")
invest_group = LazyGroup("invest", INVEST, help="Count the money.")
commonweal = JoinedGroup(
    "commonweal",
    TOP,
    help="Commonweal: see a system together, decide together, learn whether it worked.\n\n"
    "A place is a folder of plain files. Start with: commonweal decide examples/plymouth",
)
click.version_option(__version__, prog_name="commonweal")(commonweal)


def main() -> None:
    """Run the command line; an error of ours is told in plain words, with its exit code."""
    try:
        commonweal(standalone_mode=False)
    except CommonwealError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)


if __name__ == "__main__":
    main()
