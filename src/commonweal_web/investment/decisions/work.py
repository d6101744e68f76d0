"""The work of a decision, in a worker."""

from collections.abc import Mapping
from typing import Any

from commonweal.cli.decision.screen import document
from commonweal.investment.decision import joint_decision
from commonweal.reports.board_paper import docx_paper
from commonweal.reports.page import html_paper
from commonweal_web.investment.decisions import selectors, services
from commonweal_web.jobs.work import Tell, worker


@worker(services.KIND)
def decide(job: int, place: int | None, arguments: Mapping[str, Any], tell: Tell) -> dict[str, int]:
    """Work a joint decision out from what everybody in the place may see, and keep it."""
    if (kept := selectors.decision_of_job(job)) is not None:
        return {"decision": kept}
    assert place is not None, "a decision is asked for in a place"
    case = selectors.case_of_place(place)
    found = joint_decision(
        case,
        runs=arguments["runs"],
        objective=arguments["objective"],
        seed=arguments["seed"],
        progress=tell,
    )
    papers = services.Papers(document(found), docx_paper(found, case), html_paper(found, case))
    return {"decision": services.keep_decision(job=job, found=found, case=case, papers=papers)}
