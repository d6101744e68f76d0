"""Discount factors as the Green Book prints them, and three values worked out by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from commonweal.files.parameters import read_parameters
from commonweal.investment.valuation import discount_factors

BOOK = json.loads((Path(__file__).parents[1] / "data" / "appraisal" / "green_book.json").read_text(encoding="utf-8"))
PRINTED = {int(year): factor for year, factor in BOOK["green_book_rates"]["factors_computed"].items()}


def rates(name):
    return next(table for table in read_parameters().rates if table.name == name)


@pytest.mark.parametrize(("year", "factor"), PRINTED.items())
def test_a_factor_agrees_with_the_green_book_to_four_digits(year, factor):
    factors = discount_factors(rates("green-book"), year + 1)

    assert round(float(factors[year]), 4) == factor


def test_the_bands_of_the_shipped_table_are_those_of_the_green_book():
    bands = [[band.first, band.last, band.rate] for band in rates("green-book").bands]

    assert bands == BOOK["green_book_rates"]["bands"]


def test_factors_cumulate_from_band_to_band():
    factors = discount_factors(rates("green-book"), 130)

    assert factors[0] == 1
    assert factors[31] == pytest.approx(1.035**-30 / 1.03)
    assert factors[75] == pytest.approx(1.035**-30 * 1.03**-45)
    assert factors[126] == pytest.approx(1.035**-30 * 1.03**-45 * 1.025**-50 / 1.02)


def test_a_cost_of_100_and_three_gains_of_50_are_worth_40_081849():
    flows = np.array([-100.0, 50.0, 50.0, 50.0])

    value = flows @ discount_factors(rates("green-book"), 4)

    assert round(float(value), 6) == 40.081849


@pytest.mark.parametrize(
    ("name", "percent"),
    [
        ("green-book-health", [1.5, 1.29, 1.07, 0.86, 0.64, 0.43]),
        ("green-book-without-catastrophic-risk", [3.0, 2.57, 2.14, 1.71, 1.29, 0.86]),
    ],
)
def test_the_other_tables_hold_the_rates_of_the_green_book(name, percent):
    table = rates(name)

    assert [round(band.rate * 100, 2) for band in table.bands] == percent
    assert [(band.first, band.last) for band in table.bands] == [
        (band[0], band[1]) for band in BOOK["green_book_rates"]["bands"]
    ]
