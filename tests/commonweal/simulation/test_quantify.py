"""From the rows of a map to a model, and every assumption said."""

from datetime import date

import pytest

from commonweal.errors import LoopWithoutDelay, WrongUse
from commonweal.measures.schema import Measure, Series
from commonweal.simulation.quantify import measured_levels, model_from_map
from commonweal.simulation.schema import Effect, Flow, Triangle, Words
from commonweal.systemmap.schema import Factor, Link, SystemMap


def factor(name, **more):
    return Factor(name, name, **{"kind": "cause", "baseline": 50.0, **more})


def quantified(*links, factors=None, **more):
    return model_from_map(SystemMap(factors or (factor("a"), factor("b")), links), **more)


def link(**more):
    return Link("a", "b", **{"sign": "+", "elasticity": 0.3, "delay": 2.0, **more})


def only_view(model):
    ((view,),) = (influence.views for influence in model.influences)
    return view


def test_a_likely_value_alone_is_certain():
    view = only_view(quantified(link(sign="-")))

    assert (view.sign, view.elasticity, view.delay) == (-1, Triangle(0.3, 0.3, 0.3), Triangle(2.0, 2.0, 2.0))


def test_a_word_stands_for_numbers_and_says_that_they_are_not_verified():
    model = quantified(link(elasticity=None, strength="strong"))

    assert only_view(model).elasticity == Triangle(0.5, 0.7, 1.0)
    assert any("not verified: a → b" in warning for warning in model.warnings)


def test_a_table_of_words_of_the_place_counts():
    own = (Words("strong", 0.6, 0.8, 0.9, "our workshop", verified=True),)

    model = quantified(link(elasticity=None, strength="strong"), strengths=own)

    assert only_view(model).elasticity == Triangle(0.6, 0.8, 0.9)
    assert model.warnings == ()


def test_a_word_without_numbers_is_refused():
    with pytest.raises(WrongUse, match="elasticity of a → b: no numbers are given for the word 'weak'"):
        quantified(link(elasticity=None, strength="weak"), strengths=(Words("strong", 1, 1, 1, "", verified=True),))


def test_numbers_win_over_a_word():
    assert only_view(quantified(link(strength="strong"))).elasticity.likely == 0.3


def test_a_link_of_unknown_size_may_be_anything_from_weak_to_strong():
    model = quantified(link(elasticity=None))

    assert only_view(model).elasticity == Triangle(0.05, 0.3, 1.0)
    assert any("size is not known" in warning and "a → b" in warning for warning in model.warnings)


def test_a_delay_that_is_not_known_is_none_and_is_said():
    model = quantified(link(delay=None))

    assert only_view(model).delay == Triangle(0.0, 0.0, 0.0)
    assert any("delay is not known" in warning for warning in model.warnings)


def test_rows_that_say_the_same_are_one_view_with_several_holders():
    model = quantified(link(contributed_by="x"), link(contributed_by="y"), link(sign="-", contributed_by="z"))

    ((plus, minus),) = (influence.views for influence in model.influences)
    assert (plus.sign, plus.holders, minus.sign, minus.holders) == (1, 2, -1, 1)
    assert any("a → b (2 say +, 1 say -)" in warning for warning in model.warnings)


def test_a_tie_about_a_sign_is_said():
    model = quantified(link(contributed_by="x"), link(sign="-", contributed_by="y"))

    assert any("the likely run takes +: a → b" in warning for warning in model.warnings)


def test_who_holds_a_view_does_not_matter():
    rows = [link(contributed_by="x"), link(sign="-", contributed_by="y")]
    renamed = [link(sign="-", contributed_by="a"), link(contributed_by="z")]

    assert quantified(*rows) == quantified(*renamed)


def test_a_baseline_comes_from_the_factor_then_its_measure_then_an_index():
    factors = (factor("a"), factor("b", baseline=None), factor("c", baseline=None), factor("d", baseline=None))

    model = quantified(factors=factors, measured={"a": 1.0, "b": 7.5, "d": 0.0})

    assert [variable.baseline for variable in model.variables] == [50.0, 7.5, 100.0, 100.0]
    assert any("the measure is used: b 7.5" in warning for warning in model.warnings)
    assert any("an index that begins at 100: c and d" in warning for warning in model.warnings)


def test_a_baseline_of_nothing_is_refused_but_for_a_stock():
    with pytest.raises(WrongUse, match="a: the baseline is 0"):
        quantified(factors=(factor("a", baseline=0.0),))
    assert quantified(factors=(factor("a", kind="stock", baseline=0.0),)).variables[0].baseline == 0.0


def test_adds_to_and_drains_are_flows():
    factors = (factor("in", per="year"), factor("out"), factor("s", kind="stock"))
    links = (Link("in", "s", "adds_to"), Link("out", "s", "drains"), Link("in", "s", "adds_to", contributed_by="x"))

    model = quantified(*links, factors=factors)

    assert model.flows == (Flow(0, 2, 1), Flow(1, 2, -1))
    assert model.variables[0].per_month == pytest.approx(1 / 12)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (Link("a", "s", sign="+", elasticity=1.0), "a stock changes only by what adds to it"),
        (Link("s", "a", "adds_to"), "only a stock can be added to"),
        (Link("s", "a"), "the sign is not known"),
    ],
)
def test_a_row_that_can_have_no_part_is_left_out_and_said(row, why):
    model = quantified(row, factors=(factor("a"), factor("s", kind="stock")))

    assert (model.influences, model.flows) == ((), ())
    assert any(why in warning and f"{row.from_} → {row.to}" in warning for warning in model.warnings)


def test_an_effect_starts_with_its_option():
    effect = Effect("hub", "b", -0.2, -0.1, 0.0, ramp_months=6, lasts_months=24)

    (action,) = quantified(effects=[effect], starts={"hub": 3}).actions

    assert (action.variable, action.change, action.start) == (1, Triangle(-0.2, -0.1, 0.0), 3.0)
    assert (action.ramp_months, action.lasts_months) == (6.0, 24)


def test_an_effect_of_unknown_size_is_left_out_and_said():
    model = quantified(effects=[Effect("hub", "a")])

    assert model.actions == ()
    assert any("hub on a" in warning for warning in model.warnings)


def test_a_factor_that_is_not_on_the_map_is_refused_with_the_nearest():
    with pytest.raises(WrongUse, match=r'effect of hub: "attendance" is not.*Did you mean "attendances"'):
        quantified(factors=(factor("attendances"),), effects=[Effect("hub", "attendance", change=-0.1)])


def test_numbers_out_of_order_are_refused():
    with pytest.raises(WrongUse, match=r"elasticity of a → b: 0\.5, 0\.3, 0\.4 are out of order"):
        quantified(link(elasticity_low=0.5, elasticity_high=0.4))


def test_a_loop_without_delay_is_refused():
    with pytest.raises(LoopWithoutDelay, match="a → b → a"):
        quantified(link(delay=None), Link("b", "a", sign="-", elasticity=0.1))


def test_an_empty_map_is_an_empty_model():
    model = model_from_map(SystemMap())

    assert (model.variables, model.influences, model.warnings) == ((), (), ())


def months(*values, editions=()):
    return Series(
        "m", tuple(date(2024 + i // 12, i % 12 + 1, 1) for i in range(len(values))), values, editions=editions
    )


def test_a_measured_level_is_the_mean_of_the_last_twelve_values_there_are():
    series = months(900.0, *[10.0] * 6, None, *[20.0] * 6)

    assert measured_levels([Measure("m", "a", "M")], {"m": series}) == {"a": 15.0}


def test_the_latest_edition_of_a_period_counts():
    day = date(2024, 1, 1)
    series = Series("m", (day, day), (8.0, 5.0), editions=(date(2024, 9, 1), date(2024, 2, 1)))

    assert measured_levels([Measure("m", "a", "M")], {"m": series}) == {"a": 8.0}


def test_of_several_measures_the_first_in_the_factors_unit_counts():
    measures = [Measure("x", "a", "X", unit="%"), Measure("y", "a", "Y", unit="people"), Measure("z", "a", "Z")]
    series = {"x": months(1.0), "y": months(2.0), "z": months(3.0)}

    assert measured_levels(measures, series, factors=[factor("a", unit="people")]) == {"a": 2.0}
    assert measured_levels(measures, series) == {"a": 1.0}


def test_a_measure_without_values_gives_no_level():
    assert measured_levels([Measure("m", "a", "M"), Measure("n", "b", "N")], {"m": months(None)}) == {}
