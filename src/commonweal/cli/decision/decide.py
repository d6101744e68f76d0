"""`commonweal decide`: the joint decision of a place, on one page, as JSON, and as a board paper."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commonweal.cli.output import emit_json, folder_argument, json_option, progress, seed_option
from commonweal.errors import WrongUse

if TYPE_CHECKING:
    from commonweal.investment.schema import Case, Decision, Objective


@click.command()
@folder_argument
@click.option("--runs", type=click.IntRange(min=1), default=1000, show_default=True, help="How many futures.")
@click.option(
    "--objective",
    default="public-value",
    show_default=True,
    help="What best means: public-value, fiscal, worst-tenth, least-regret or outcomes.",
)
@click.option(
    "--paper",
    "papers",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    help="Write the board paper: a .docx file for Word, or an .html page. May be given twice.",
)
@seed_option
@json_option
def decide(folder: str, runs: int, objective: str, papers: tuple[Path, ...], seed: int, as_json: bool) -> None:
    """What to do together, who pays, who gains, and what is promised."""
    from commonweal.files.folder import read_case
    from commonweal.investment.decision import joint_decision

    for paper in papers:
        refuse_unwritable(paper)
    case = read_case(Path(folder))
    with progress("Comparing every plan in every future", shown=not as_json) as tell:
        decision = joint_decision(case, runs=runs, objective=known(objective), seed=seed, progress=tell)
    for paper in papers:
        write_paper(paper, decision, case)
    show(decision, case, papers, as_json=as_json)


def known(objective: str) -> "Objective":
    """The objective of that name."""
    from commonweal.investment.schema import OBJECTIVES
    from commonweal.names import listed

    for name in OBJECTIVES:
        if name == objective:
            return name
    raise WrongUse(
        f'there is no objective "{objective}"', where="--objective", mend=f"Use {listed([*OBJECTIVES], last='or')}."
    )


def refuse_unwritable(paper: Path) -> None:
    """Refuse a paper that cannot be written, before any work is done for it."""
    if paper.suffix.lower() not in {".docx", ".html"}:
        mend = "End its name with .docx for Word, or with .html for a page."
        raise WrongUse(f'"{paper}" is neither a Word file nor a page', where="--paper", mend=mend)
    if not paper.absolute().parent.is_dir():
        raise WrongUse(f'the folder of "{paper}" does not exist', where="--paper", mend="Make it first.")


def write_paper(paper: Path, decision: "Decision", case: "Case") -> None:
    """Write the board paper in the form that its name asks for."""
    from commonweal.reports.board_paper import docx_paper
    from commonweal.reports.page import html_paper

    is_word = paper.suffix.lower() == ".docx"
    content = docx_paper(decision, case) if is_word else html_paper(decision, case).encode()
    try:
        paper.write_bytes(content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise WrongUse(f'"{paper}" could not be written: {reason}', where="--paper", mend="Choose another.") from error


def show(decision: "Decision", case: "Case", papers: tuple[Path, ...], *, as_json: bool) -> None:
    """Print the decision, as JSON or for people."""
    from commonweal.cli.decision.screen import document, page

    if as_json:
        emit_json(document(decision))
        return
    page(decision, case)
    for paper in papers:
        click.echo(f"Board paper: {paper}")
