"""Field = column, upstairs too: every field of a noun is a column of its table."""

import dataclasses

import pytest
from django.db.models import ForeignKey

from commonweal.files.tables import TABLES as FILES
from commonweal_web.investment.selectors import TABLES
from commonweal_web.place.rows import columns_of


def test_every_table_of_a_place_folder_has_a_table_in_the_site():
    assert {f"{name}.csv": noun for name, (_, noun) in TABLES.items()} == dict(FILES)


@pytest.mark.parametrize("name", TABLES)
def test_every_field_of_a_noun_is_a_column_of_its_table(name):
    model, noun = TABLES[name]

    columns = columns_of(model, noun)

    assert list(columns) == [field.name for field in dataclasses.fields(noun)]


@pytest.mark.parametrize("name", TABLES)
def test_no_table_holds_a_column_that_its_file_loses(name):
    model, noun = TABLES[name]
    known = {column.removesuffix("__slug") for column in columns_of(model, noun).values()}
    of_the_site = {"id", "place", "position", "disclosure", "owner", "author", "organisation", "key"}
    of_the_series = {"resolution", "series_columns", "series_extra", "has_series"}

    fields = {field.name for field in model._meta.fields}

    assert fields - known <= of_the_site | of_the_series


@pytest.mark.parametrize("name", TABLES)
def test_what_is_referred_to_stands_before_what_refers(name):
    order = [model for model, _ in TABLES.values()]
    model = TABLES[name][0]

    targets = [field.related_model for field in model._meta.fields if isinstance(field, ForeignKey)]

    assert all(order.index(target) <= order.index(model) for target in targets if target in order)
