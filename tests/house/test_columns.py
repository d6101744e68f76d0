"""Field = column: the contract of the place folder and the dataclasses name the same things in the same order."""

import pytest

from commonweal.files.series import SERIES_COLUMNS
from commonweal.files.tables import TABLES, columns_of

# The columns that other people's files rely on. Ours may add columns; none of these moves or goes.
CONTRACT = {
    "partners.csv": "id, name, sector, kind, geography, valid_from, valid_to",
    "people.csv": "id, partner, profession, role",
    "ties.csv": "from, to, kind, strength, since, until",
    "factors.csv": (
        "id, name, kind, unit, per, better, baseline, trend_low, trend, trend_high, floor, ceiling, source, note"
    ),
    "actors.csv": "id, partner, factor, power",
    "links.csv": (
        "from, to, kind, sign, strength, elasticity_low, elasticity, elasticity_high, delay_low, delay, delay_high, "
        "grade, source, contributed_by"
    ),
    "loops.csv": "factors, name, story",
    "maps.csv": "id, name, question, note",
    "positions.csv": "map, factor, x, y, body",
    "saved_views.csv": "id, name, map, focus, steps, colour, outcome, hide, who, note",
    "asks.csv": "id, factor, from, to, text, made, answer_by, state, answered, answer",
    "measures.csv": (
        "id, factor, name, unit, better, source, publisher, licence, frequency, lag_days, target, definition, profile"
    ),
    "events.csv": "date, text, factor, measure, kind",
    "options.csv": "id, name, description, lead, needs, start, requires, excludes, must",
    "effects.csv": "option, factor, change_low, change, change_high, ramp_months, lasts_months, grade, source",
    "costs.csv": "option, partner, year, kind, amount, grade, note",
    "benefits.csv": (
        "option, name, population, takeup, retention, impact, deadweight, unit_value, price_year, profile, kind, "
        "bearer, share, cashable, grade, double_count_group, source"
    ),
    "valuations.csv": "factor, name, value_per_unit, price_year, kind, bearer, share, cashable, grade, source",
    "budgets.csv": "partner, year, kind, amount",
    "meetings.csv": "id, date, time, place, purpose",
}


def test_every_table_of_the_contract_has_a_noun_in_its_order():
    assert list(TABLES) == list(CONTRACT)


@pytest.mark.parametrize("file", CONTRACT)
def test_the_columns_of_the_contract_are_fields_in_its_order(file):
    contract = CONTRACT[file].split(", ")
    columns = [column.name for column in columns_of(TABLES[file])]

    assert [name for name in columns if name in contract] == contract


def test_a_file_of_values_has_the_columns_of_the_contract():
    assert [column.name for column in SERIES_COLUMNS] == ["period", "value", "numerator", "denominator", "edition"]
