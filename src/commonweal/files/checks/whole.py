"""All checks of how the rows and files of a place fit together."""

from collections.abc import Iterator

from commonweal.errors import Fault
from commonweal.files.checks.asks import faulty_asks
from commonweal.files.checks.map_rules import (
    broken_loops,
    faulty_effects,
    faulty_levels,
    faulty_links,
    faulty_loops,
    faulty_positions,
    faulty_views,
)
from commonweal.files.checks.money import choices_not_made, disagreements, uneven_shares, unusual_plans
from commonweal.files.checks.plans import impossible_options
from commonweal.files.checks.ranges import out_of_bounds, out_of_order, outside_the_plan
from commonweal.files.checks.references import references_to_nothing, repeated_ids, strangers
from commonweal.files.schema import Draft

FAULTS = (
    repeated_ids,
    references_to_nothing,
    out_of_bounds,
    out_of_order,
    outside_the_plan,
    faulty_levels,
    faulty_links,
    faulty_positions,
    faulty_loops,
    faulty_views,
    faulty_asks,
    faulty_effects,
    impossible_options,
    uneven_shares,
    disagreements,
    choices_not_made,
)

WARNINGS = (strangers, broken_loops, unusual_plans)


def faults_of(draft: Draft) -> Iterator[Fault]:
    """Every fault between the rows and the files of a place."""
    for check in FAULTS:
        yield from check(draft)


def warnings_of(draft: Draft) -> Iterator[Fault]:
    """What is odd about a place but no fault."""
    for check in WARNINGS:
        yield from check(draft)
