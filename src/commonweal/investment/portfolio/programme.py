"""The best plan where options' values add up, by integer programme."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from commonweal.errors import CannotAnswer
from commonweal.investment.portfolio.constraints import ROUNDING, Constraint, Flags
from commonweal.investment.solver import QuietModel
from commonweal.simulation.schema import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """The best plan when options' values add up, and how far short of the true best it may be (a fraction)."""

    members: Flags
    gap: float


def best_additive(values: Floats, constraints: Sequence[Constraint], *, seconds: float = 10.0) -> Best | None:
    """The plan of highest total value that keeps every constraint, by integer programme (HiGHS).

    Parameters
    ----------
    values
        Shape (options,): what each option is worth by itself; a plan is worth their sum.
    constraints
        What it must keep.
    seconds
        When to stop looking; the gap then says what may have been missed.

    Returns
    -------
    Best | None
        None where no plan keeps every constraint.

    Raises
    ------
    CannotAnswer
        If the time is over before any plan is found.

    Examples
    --------
    >>> one_budget = Constraint("a budget of 5", np.array([[3.0, 3.0, 2.0]]), np.array([5.0]))
    >>> best_additive(np.array([4.0, 5.0, 3.0]), [one_budget]).members.tolist()
    [False, True, True]
    """
    model = _programme(values, constraints, seconds)
    model.run()
    status, solution = model.getModelStatus(), model.getSolution()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return None
    if not solution.value_valid:
        raise CannotAnswer(
            f"no plan was found in {seconds:g} seconds",
            mend="Leave out options or budgets, or mark some options as must.",
        )
    return Best(np.array(solution.col_value[: len(values)]) > 0.5, float(model.getInfo().mip_gap))


def _programme(values: Floats, constraints: Sequence[Constraint], seconds: float) -> highspy.Highs:
    model = QuietModel()  # type: ignore[no-untyped-call]
    settings = {"time_limit": seconds, "random_seed": 0, "mip_rel_gap": ROUNDING}
    tolerances = {"primal_feasibility_tolerance": ROUNDING, "mip_feasibility_tolerance": ROUNDING}
    for setting, value in (settings | tolerances).items():
        model.setOptionValue(setting, value)
    model.changeObjectiveSense(highspy.ObjSense.kMaximize)
    for value in values / (np.abs(values).max(initial=0.0) or 1.0):
        model.addCol(float(value), 0.0, 1.0, 0, np.zeros(0, np.int32), np.zeros(0))
        model.changeColIntegrality(model.getNumCol() - 1, highspy.HighsVarType.kInteger)
    for constraint in constraints:
        _add_rows(model, constraint)
    return model


def _add_rows(model: highspy.Highs, constraint: Constraint) -> None:
    """One row where there is one part; else a column a part, for what it draws, and a row for what all draw."""
    scale = np.abs(constraint.rows).max(initial=0.0) or 1.0
    rows, limits, slack = constraint.rows / scale, constraint.limits / scale, constraint.slack / scale
    if len(rows) == 1:
        _add_row(model, dict(enumerate(rows[0])), limits[0] + slack)
        return
    draws = range(model.getNumCol(), model.getNumCol() + len(rows))
    for draw, row, limit in zip(draws, rows, limits, strict=True):
        model.addCol(0.0, 0.0, highspy.kHighsInf, 0, np.zeros(0, np.int32), np.zeros(0))
        _add_row(model, {**dict(enumerate(row)), draw: -1.0}, limit)
    _add_row(model, dict.fromkeys(draws, 1.0), slack)


def _add_row(model: highspy.Highs, entries: dict[int, float], limit: float) -> None:
    filled = {column: entry for column, entry in entries.items() if entry != 0}
    columns, numbers = np.array(list(filled), np.int32), np.array(list(filled.values()), np.float64)
    room = limit + ROUNDING * (np.abs(numbers).sum() + abs(limit))  # the same grace as in keeps()
    model.addRow(-highspy.kHighsInf, float(room), len(filled), columns, numbers)
