"""Petersen's choice of projects under several yearly budgets: the optima of OR-Library's file mknap1."""

import json
from pathlib import Path

import numpy as np
import pytest

from appraisal_cases import cost
from commonweal.investment.portfolio import choose_portfolio
from commonweal.investment.portfolio.constraints import Constraint
from commonweal.investment.portfolio.programme import best_additive
from portfolio_cases import budget, gain, joint

DATA = Path(__file__).parents[1] / "data" / "portfolio" / "mknap1.json"
PROBLEMS = json.loads(DATA.read_text(encoding="utf-8"))["problems"]


def project(number: int) -> str:
    return f"project-{number:02}"


def case_of(problem):
    """Each budget is one year's capital of the council; a project's value is its benefit and what it costs."""
    years = range(problem["budgets"])
    costs = [
        cost(amount, option=project(number), year=year, kind="capital")
        for year in years
        for number, amount in enumerate(problem["cost"][year])
        if amount
    ]
    spent = np.sum(problem["cost"], axis=0)
    gains = [gain(value + spent[number], option=project(number)) for number, value in enumerate(problem["value"])]
    budgets = [budget("council", problem["budget"][year], year=year, kind="capital") for year in years]
    return joint(*costs, *gains, *budgets, years=problem["budgets"])


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: f"{problem['options']} projects")
def test_the_choice_has_the_published_value(problem):
    choice = choose_portfolio(case_of(problem), runs=3, objective="public-value", seed=1)

    assert choice.npv == pytest.approx(problem["optimum"], rel=1e-9)


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: f"{problem['options']} projects")
def test_the_programme_has_the_published_value(problem):
    limits = [
        Constraint("", np.array([row]), np.array([most]))
        for row, most in zip(problem["cost"], problem["budget"], strict=True)
    ]

    best = best_additive(np.array(problem["value"]), limits)

    assert np.array(problem["value"]) @ best.members == pytest.approx(problem["optimum"])
    assert best.gap == pytest.approx(0.0, abs=1e-9)
