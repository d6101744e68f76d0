"""How unsure the links are that act on a factor. The expected numbers are worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.systemmap.picture.tones import EFFECTS, UNCERTAINTIES, effect_tone, uncertainty_tone
from commonweal.systemmap.schema import Factor, Link, SystemMap
from commonweal.systemmap.uncertainty import Uncertainty, uncertainties

FACTORS = tuple(Factor(name, name, "cause") for name in ("a", "b", "c"))


def link(from_: str, low: float | None, likely: float | None, high: float | None, **said: object) -> Link:
    said = {"sign": "+", "grade": 3, **said}
    return Link(from_, "c", elasticity_low=low, elasticity=likely, elasticity_high=high, **said)  # type: ignore[arg-type]


def of_c(*links: Link) -> Uncertainty:
    return uncertainties(SystemMap(FACTORS, links))[2]


def test_one_link_has_half_its_range_beside_its_likely_size():
    """From 0.1 to 0.4 the half width is 0.15, and 0.15 / 0.2 = 0.75."""
    assert of_c(link("a", 0.1, 0.2, 0.4)) == Uncertainty("c", 1, 0, pytest.approx(0.75))


def test_the_half_widths_of_several_links_add_up():
    """Half widths 0.15 and 0.05, sizes 0.2 and 0.6: 0.2 / 0.8 = 0.25."""
    assert of_c(link("a", 0.1, 0.2, 0.4), link("b", 0.55, 0.6, 0.65, sign="-")).spread == pytest.approx(0.25)


def test_views_of_one_link_are_one_range_from_the_least_to_the_greatest():
    """From 0.1 to 0.7 round the mean of 0.2 and 0.6: 0.3 / 0.4 = 0.75."""
    found = of_c(link("a", 0.1, 0.2, 0.3, contributed_by="x"), link("a", 0.5, 0.6, 0.7, contributed_by="y"))

    assert (found.links, found.spread) == (1, pytest.approx(0.75))


@pytest.mark.parametrize(
    "views",
    [
        (link("a", None, None, None, strength="strong"),),
        (link("a", None, 0.3, None),),
        (link("a", 0.1, 0.3, 0.4, grade=None),),
        (link("a", 0.0, 0.0, 0.4),),
        (link("a", 0.1, 0.3, 0.4, sign=""),),
        (link("a", 0.1, 0.3, 0.4, contributed_by="x"), link("a", 0.1, 0.3, 0.4, sign="-", contributed_by="y")),
    ],
    ids=["a word", "no range", "no grade", "no size", "no sign", "a disputed sign"],
)
def test_a_link_is_unknown_without_range_grade_or_agreed_sign(views: tuple[Link, ...]):
    assert of_c(*views) == Uncertainty("c", 1, 1, None)


def test_a_view_that_says_less_takes_nothing_from_one_that_says_more():
    assert of_c(link("a", 0.1, 0.2, 0.3), link("a", None, None, None, contributed_by="y")).unknown == 0


def test_what_fills_a_stock_is_not_counted_and_a_factor_without_links_has_none():
    assert of_c(Link("a", "c", kind="adds_to"), Link("b", "c", kind="drains")) == Uncertainty("c", 0, 0, None)


SIZES = st.tuples(*[st.floats(0.01, 5)] * 3).map(sorted)


@given(st.lists(SIZES, min_size=1, max_size=2), st.floats(0.1, 10))
def test_it_lies_between_the_least_and_the_greatest_and_has_no_unit(sizes: list[list[float]], times: float):
    links = [link(name, *size) for name, size in zip("ab", sizes, strict=False)]
    alone = [of_c(each).spread for each in links]
    found = of_c(*links).spread

    assert min(alone) - 1e-9 <= found <= max(alone) + 1e-9  # type: ignore[operator, type-var]
    assert of_c(*reversed(links)).spread == pytest.approx(found)
    scaled = [link(name, *(times * end for end in size)) for name, size in zip("ab", sizes, strict=False)]
    assert of_c(*scaled).spread == pytest.approx(found)


@pytest.mark.parametrize(
    ("spread", "words"), [(0.33, "within a third"), (0.34, "within two thirds"), (0.67, "more than two thirds")]
)
def test_each_spread_has_its_words(spread: float, words: str):
    assert words in uncertainty_tone(Uncertainty("c", 1, 0, spread)).words


@pytest.mark.parametrize(
    ("effect", "low", "high", "words"),
    [
        (0.3, 0.2, 0.4, "raises it by 0.3 % or more"),
        (0.29, 0.2, 0.4, "raises it by 0.1 to 0.3 %"),
        (-0.01, -0.02, -0.005, "lowers it by 0.01 to 0.1 %"),
        (0.009, 0.001, 0.02, "moves it by less than 0.01 %"),
        (0.001, -0.002, 0.002, "moves it by less than 0.01 %"),
        (0.005, -0.2, 0.3, "may raise or lower it"),
    ],
)
def test_each_effect_has_its_words(effect: float, low: float, high: float, words: str):
    assert effect_tone(effect, low, high).words == words


def test_every_tone_stands_in_its_legend_once():
    for legend in (EFFECTS, UNCERTAINTIES):
        assert len({tone.name for tone in legend}) == len({tone.words for tone in legend}) == len(legend)
