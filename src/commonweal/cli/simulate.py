"""`commonweal simulate run`: what may become of the factors, with or without a plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from commonweal.cli.output import emit_json, folder_argument, json_option, progress, seed_option

if TYPE_CHECKING:
    from commonweal.investment.schema import Case
    from commonweal.simulation.schema import Model, Runs

# All levels of all runs are held at once, with and without the plan; 2 GB of them are enough.
MOST_NUMBERS = 250_000_000


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: the case, its model, the plan (option ids) and what to say before anything is run."""

    case: "Case"
    model: "Model"
    plan: tuple[str, ...]
    warnings: tuple[str, ...]


@click.command()
@folder_argument
@click.option("--runs", type=click.IntRange(min=1), default=1000, show_default=True, help="How many futures.")
@click.option("--months", type=click.IntRange(min=1), help="How far ahead; the plan's horizon if not given.")
@click.option("--plan", default="", metavar="ID,ID", help="Options that are done; none if not given.")
@click.option("--likely", is_flag=True, help="One run at the likely values.")
@seed_option
@json_option
def run(folder: str, runs: int, months: int | None, plan: str, likely: bool, seed: int, as_json: bool) -> None:
    """Many futures of every factor: median, 5 % and 95 %, and how often it improves."""
    from pathlib import Path

    from commonweal.files.folder import read_case

    asked = _question(read_case(Path(folder)), plan)
    months = months or 12 * asked.case.place.horizon_years
    if not as_json:
        click.echo("\n".join(_before(asked)))
    with_plan, without = _runs(asked, None if likely else (runs, seed), months=months, shown=not as_json)
    if as_json:
        emit_json(_document(asked, with_plan, without))
    else:
        click.echo("\n".join(_after(asked, with_plan, without)))


def _question(case: "Case", plan: str) -> Question:
    from commonweal.investment.portfolio.outlook import case_model
    from commonweal.simulation.runaways import runaway_words, runaways

    chosen = tuple(dict.fromkeys(name for name in (part.strip() for part in plan.split(",")) if name))
    _refuse_unknown(chosen, [option.id for option in case.options])
    model = case_model(case)
    loops = [runaway_words(runaway) for runaway in runaways(model)]
    return Question(case, model, chosen, (*loops, *model.warnings, *_broken_rules(case, chosen)))


def _refuse_unknown(plan: Sequence[str], known: Sequence[str]) -> None:
    from difflib import get_close_matches

    from commonweal.errors import WrongUse

    for name in plan:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            mend = f'Did you mean "{near[0]}"?' if near else "The ids stand in the first column of options.csv."
            raise WrongUse(f'"{name}" is not an option of this place', where="--plan", mend=mend)


def _broken_rules(case: "Case", plan: Sequence[str]) -> Iterator[str]:
    for option in case.options:
        if option.id not in plan:
            continue
        yield from (
            f"the plan has {option.id} without {need}, which it requires"
            for need in option.requires
            if need not in plan
        )
        yield from (
            f"the plan has {option.id} with {other}, which it excludes" for other in option.excludes if other in plan
        )


def _runs(asked: Question, drawn: tuple[int, int] | None, *, months: int, shown: bool) -> tuple["Runs", "Runs | None"]:
    """The runs with the plan, and those without where there is one. `drawn`: runs and seed; None: the likely run."""
    from commonweal.errors import WrongUse
    from commonweal.simulation.ensemble import likely_run, run_ensemble

    if drawn is None:
        without = likely_run(asked.model, months=months) if asked.plan else None
        return likely_run(asked.model, months=months, plan=asked.plan), without
    runs, seed = drawn
    most = MOST_NUMBERS // (max(len(asked.model.variables), 1) * (months + 1) * (2 if asked.plan else 1))
    if runs > most:
        raise WrongUse(f"{runs:,} runs do not fit the memory", where="--runs", mend=f"Ask for {most:,} at the most.")
    with progress("Simulating", shown=shown) as tell:
        found = run_ensemble(asked.model, runs=runs, months=months, plan=asked.plan, seed=seed)
        tell(0.5)
        return found, run_ensemble(asked.model, runs=runs, months=months, seed=seed) if asked.plan else None


def _document(asked: Question, runs: "Runs", without: "Runs | None") -> dict[str, object]:
    from commonweal.simulation.ensemble import improving, summary

    spread = summary(runs)
    factors = {
        factor: {
            "median": spread.median[row].tolist(),
            "low": spread.low[row].tolist(),
            "high": spread.high[row].tolist(),
        }
        for row, factor in enumerate(spread.factors)
    }
    better = {factor.id: factor.better for factor in asked.case.system_map.factors}
    return {
        "place": asked.case.place.name,
        "seed": runs.seed,
        "runs": runs.levels.shape[2],
        "plan": list(asked.plan),
        "months": list(range(runs.levels.shape[1])),
        "factors": factors,
        "improving": improving(runs, better, without=without),
        "outside_range": dict(zip(runs.factors, runs.outside_range.mean(axis=1).tolist(), strict=True)),
        "tested": dict.fromkeys(runs.factors, "never"),
        "warnings": [*asked.warnings, *runs.warnings],
    }


def _before(asked: Question) -> Iterator[str]:
    plan = ", ".join(asked.plan) or "nothing new"
    yield f"{asked.case.place.name}. What if, not a forecast: the map as the partners drew it, with {plan}."
    if asked.warnings:
        yield "\nBefore you read on:"
        yield from (f"- {warning}" for warning in asked.warnings)


def _after(asked: Question, runs: "Runs", without: "Runs | None") -> Iterator[str]:
    from commonweal.simulation.ensemble import improving, summary
    from commonweal.units import one_in

    spread, months, count = summary(runs), runs.levels.shape[1] - 1, runs.levels.shape[2]
    better = {factor.id: factor.better for factor in asked.case.system_map.factors}
    chances = improving(runs, better, without=without)
    compared = "than without the plan" if asked.plan else "than now"
    yield f"\n{'factor':34}{'now':>12}  {f'in {months} months (90 in 100 runs)':<38}better {compared}"
    for row in _rows_to_show(asked):
        variable = asked.model.variables[row]
        low, median, high = (_figure(values[row, -1]) for values in (spread.low, spread.median, spread.high))
        level = f"{median} ({low} to {high})" if count > 1 else median
        chance = one_in(chances[variable.id]) if variable.id in chances else "no direction given"
        yield f"{variable.id:34}{_figure(variable.baseline):>12}  {level:<38}{chance}"
    yield f"\n{_drawn(runs)} No factor has been tested against its history."
    yield from _outside(runs)


def _rows_to_show(asked: Question) -> list[int]:
    """Outcomes; without any, the factors with a direction; without any, all."""
    factors = list(enumerate(asked.case.system_map.factors))
    outcomes = [row for row, factor in factors if factor.kind == "outcome"]
    return outcomes or [row for row, factor in factors if factor.better] or [row for row, _ in factors]


def _drawn(runs: "Runs") -> str:
    if runs.seed is None:
        return "One run at the likely values."
    return f"{runs.levels.shape[2]:,} runs, seed {runs.seed}."


def _outside(runs: "Runs") -> Iterator[str]:
    from commonweal.units import one_in

    shares = zip(runs.factors, runs.outside_range.mean(axis=1).tolist(), strict=True)
    moved = [f"{factor} ({one_in(share)} runs)" for factor, share in shares if share > 0]
    if moved:
        yield f"Outside the range where the links were judged (moved by more than half): {', '.join(moved)}."


def _figure(level: float) -> str:
    return f"{level:,.0f}" if abs(level) >= 1000 else f"{level:.3g}"
