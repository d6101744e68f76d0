"""Leverage on small maps, by hand, and its refusals."""

import numpy as np
import pytest

from commonweal.errors import WrongUse
from commonweal.place.schema import Partner
from commonweal.simulation.leverage.advice import leverage_advice
from commonweal.simulation.leverage.ranking import leverage, rank_stability, ranks_of
from commonweal.simulation.quantify import model_from_map
from commonweal.systemmap.schema import Actor, Factor, Link, SystemMap


def link(ends, elasticity, sign="+", **more):
    low, likely, high = elasticity if isinstance(elasticity, tuple) else (elasticity,) * 3
    return Link(
        ends[0], ends[1], sign=sign, elasticity_low=low, elasticity=likely, elasticity_high=high, delay=2.0, **more
    )


def map_of(*links, stocks=()):
    names = sorted({end for row in links for end in (row.from_, row.to)})
    factors = [Factor(name, name.upper(), "stock" if name in stocks else "cause", baseline=10.0) for name in names]
    return SystemMap(tuple(factors), links)


def found(outcome, *links, stocks=(), **more):
    return leverage(model_from_map(map_of(*links, stocks=stocks)), outcome, **more)


def effects(answer):
    return {lever.factor: pytest.approx(lever.effect) for lever in answer.levers}


def test_effects_multiply_along_a_way_and_add_up_over_several():
    answer = found("z", link("ax", 0.5), link("xz", 0.4), link("az", 0.1, "-"))

    assert effects(answer) == {"x": 0.4, "a": 0.5 * 0.4 - 0.1}


def test_a_loop_goes_round_and_round():
    # x → y 0.5, y → x 0.4: y = 0.5 / (1 - 0.2), and a push on x itself counts for its echo too.
    answer = found("z", link("xy", 0.5), link("yx", 0.4), link("yz", 1.0))

    assert effects(answer) == {"y": 1 / 0.8, "x": 0.5 / 0.8}


def test_a_balancing_loop_damps():
    assert effects(found("z", link("xz", 0.6), link("zx", 0.5, "-"))) == {"x": 0.6 / 1.3}


def test_a_stock_settles_where_what_adds_and_what_drains_change_alike():
    # Ten come and ten leave a month; leaving follows the number waiting by 0.5. One per cent more who come: the number
    # waiting rises until leaving has risen by 1 % too, so by 1 / 0.5; the outcome follows it by 0.2.
    answer = found(
        "z", Link("come", "wait", "adds_to"), Link("leave", "wait", "drains"), link(("wait", "leave"), 0.5),
        link(("wait", "z"), 0.2), stocks=("wait",),
    )  # fmt: skip

    assert effects(answer) == {"come": 0.4, "leave": -0.4}


def test_a_stock_that_nothing_brings_back_is_refused():
    answer = found("z", Link("come", "wait", "adds_to"), link(("wait", "z"), 0.2), stocks=("wait",))

    assert answer.levers == ()
    assert answer.refused == "nothing on the map brings wait back once it moves, so its level never settles"


def test_a_runaway_loop_is_refused_by_name():
    answer = found("z", link("xy", 1.2), link("yx", 1.0), link("yz", 1.0))

    assert answer.levers == ()
    assert "runaway loop: x → y → x returns 1.2 times any change" in answer.refused


def test_a_runaway_loop_elsewhere_on_the_map_is_no_hindrance():
    answer = found("z", link("az", 0.5), link("zx", 1.0), link("xy", 1.2), link("yx", 1.0))

    assert effects(answer) == {"a": 0.5}


def test_a_loop_that_often_runs_away_is_refused_with_the_share():
    answer = found("z", link("xy", (0.2, 0.8, 2.0)), link("yx", 1.0), link("yz", 1.0))

    assert "of the draws a loop feeds itself so strongly" in answer.refused


def test_an_outcome_that_nothing_leads_to_is_refused():
    assert found("a", link("az", 0.5)).refused == "nothing on the map leads to a"


def test_an_order_that_hangs_on_the_draw_is_refused_and_names_the_links():
    unsure = [link((name, "z"), (0.0, 0.3, 1.0)) for name in "abcdef"]

    answer = found("z", *unsure)

    assert answer.levers == ()
    assert answer.rank_stability < 0.2
    assert "0.7 is needed" in answer.refused
    assert len(answer.deciding) == 3


def test_the_link_whose_range_mixes_the_order_comes_first():
    steady = [link((name, "z"), size) for name, size in (("a", 0.5), ("b", 0.4), ("c", 0.3))]

    answer = found("z", *steady, link("dz", (0.0, 0.35, 0.9)))

    assert [(own.cause, own.effect) for own in answer.deciding] == [("d", "z")]
    assert answer.deciding[0].share > 0.6


def test_certain_strengths_give_one_order_without_a_deciding_link():
    answer = found("z", link("az", 0.5), link("bz", 0.4))

    assert (answer.rank_stability, answer.deciding) == (pytest.approx(1.0), ())
    assert [(lever.factor, lever.low, lever.high) for lever in answer.levers] == [
        ("a", pytest.approx(0.5), pytest.approx(0.5)),
        ("b", pytest.approx(0.4), pytest.approx(0.4)),
    ]


def test_ranges_of_a_lever_are_those_of_its_link():
    (lever,) = found("z", link("az", (0.1, 0.2, 0.3))).levers

    # A symmetric triangle from 0.1 to 0.3 has its 5 % point at 0.1 + 0.1 sqrt(0.1).
    assert lever.low == pytest.approx(0.1 + 0.1 * 0.1**0.5, abs=1e-3)
    assert lever.high == pytest.approx(0.3 - 0.1 * 0.1**0.5, abs=1e-3)


def test_a_disputed_sign_shows_as_a_range_through_zero():
    views = [link("az", 0.3, sign, contributed_by=who) for sign, who in (("+", "x"), ("+", "y"), ("-", "w"))]

    (lever,) = found("z", *views).levers

    assert (lever.low, lever.effect, lever.high) == pytest.approx((-0.3, 0.3, 0.3))


def test_equal_effects_share_their_rank():
    assert ranks_of(np.array([[0.5], [0.2], [0.2], [0.0]])).ravel().tolist() == [1.0, 2.5, 2.5, 4.0]


def test_draws_that_tie_all_agree_with_each_other_only():
    assert rank_stability(np.array([[1.5, 1.5], [1.5, 1.5]])) == 1.0
    assert rank_stability(np.array([[1.5, 1.0], [1.5, 2.0]])) == pytest.approx(0.0)


def test_an_unknown_outcome_a_stock_and_too_many_draws_are_refused():
    model = model_from_map(map_of(Link("come", "wait", "adds_to"), link(("wait", "zeal"), 0.2), stocks=("wait",)))

    with pytest.raises(WrongUse, match='Did you mean "zeal"'):
        leverage(model, "zeel")
    with pytest.raises(WrongUse, match="wait is a stock"):
        leverage(model, "wait")
    with pytest.raises(WrongUse, match="Ask for 2 to 4,096"):
        leverage(model, "zeal", runs=5000)


def test_the_advice_names_the_effect_and_who_can_act():
    system_map = map_of(link("az", 0.5), link("bz", 0.4, "-"))

    lines = leverage_advice(
        leverage(model_from_map(system_map), "z"),
        system_map,
        actors=[Actor("one", "police", "a", 2)],
        partners=[Partner("police", "The police", "police")],
    )

    assert lines[0] == (
        'A lasting rise of 1 % in "A" would raise "Z" by about 0.5 % (90 in 100 draws: 0.5 % to 0.5 %). '
        "The police can act on it."
    )
    assert 'would lower "Z" by about 0.4 %' in lines[1]
    assert lines[1].endswith("Nobody on the map can act on it.")


def test_the_advice_on_a_refusal_says_what_would_help():
    system_map = map_of(*[link((name, "z"), (0.0, 0.3, 1.0)) for name in "abcdef"])

    lines = leverage_advice(leverage(model_from_map(system_map), "z"), system_map)

    assert lines[0].startswith("No ranking can be given: the order changes too much")
    assert lines[1].startswith("A ranking needs 0.7. Find out more about ")
