"""A map drawn without a browser."""

import re
from math import hypot
from xml.etree import ElementTree

import pytest

from commonweal.reports.pictures import picture_of
from commonweal.systemmap.picture.arrows import arrows
from commonweal.systemmap.picture.shapes import Box, box, curve, edge
from commonweal.systemmap.picture.svg import map_svg
from commonweal.systemmap.schema import Factor, Link

FACTORS = [Factor("a", "Rain & <wind>", "driver"), Factor("b", "Flood", "outcome"), Factor("c", "Nowhere", "stock")]
PLACES = {"a": (0.0, 0.0), "b": (400.0, 0.0)}


def drawn(*links: Link) -> str:
    return map_svg(FACTORS, links, PLACES, title='The "map"')


def test_a_drawing_is_well_formed_and_says_what_it_is():
    root = ElementTree.fromstring(drawn(Link("a", "b", sign="+")))

    assert root.tag.endswith("svg")
    assert root[0].text == 'The "map"'
    assert "Rain & <wind>" in "".join(root.itertext())


def test_a_factor_without_a_place_is_left_out_and_so_are_its_links():
    picture = drawn(Link("a", "c", sign="+"))

    assert "Nowhere" not in picture
    assert "<path" not in picture


def test_every_kind_has_an_edge_of_its_own():
    kinds = ("outcome", "cause", "activity", "driver", "stock")
    factors = [Factor(kind, "Name", kind) for kind in kinds]

    edges = {kind: re.sub(r"\S+tspan.*", "", map_svg([factor], [], {kind: (0.0, 0.0)}, title="")) for kind, factor in
             zip(kinds, factors, strict=True)}  # fmt: skip

    assert len(set(edges.values())) == len(kinds)


def test_a_delay_is_two_strokes_and_poor_evidence_is_dashed():
    slow = drawn(Link("a", "b", sign="+", delay=6.0))
    poor = drawn(Link("a", "b", sign="+", grade=6))
    plain = drawn(Link("a", "b", sign="+", grade=2))

    assert slow.count("<path") == plain.count("<path") + 1
    assert 'stroke-dasharray="7 5"' in poor
    assert "7 5" not in plain


def test_rival_views_are_one_arrow_with_both_signs():
    picture = drawn(Link("a", "b", sign="+", contributed_by="x"), Link("a", "b", sign="-", contributed_by="y"))

    assert picture.count("<circle") == 1
    assert "±" in picture


@pytest.mark.parametrize(
    ("one", "other", "contested"),
    [("weak", "strong", True), ("weak", "medium", False), ("", "strong", False)],
)
def test_strengths_two_words_apart_are_contested(one, other, contested):
    views = [Link("a", "b", sign="+", strength=one, contributed_by="x"),
             Link("a", "b", sign="+", strength=other, contributed_by="y")]  # fmt: skip

    assert arrows(views)[0].contested is contested


def test_an_arrow_ends_at_the_border_of_its_box():
    left, right = Box(0, 0, 100, 40, ()), Box(400, 100, 120, 60, ())

    way = curve(left, right)

    across, down = abs(way.end[0] - right.x), abs(way.end[1] - right.y)
    assert across == pytest.approx(63) or down == pytest.approx(33)  # half of the box, and 3 of air
    assert across <= 63 + 1e-9
    assert down <= 33 + 1e-9


def test_arrows_both_ways_lie_apart():
    left, right = Box(0, 0, 100, 40, ()), Box(400, 0, 100, 40, ())

    there, back = curve(left, right).at(0.5), curve(right, left).at(0.5)

    assert hypot(there[0] - back[0], there[1] - back[1]) > 40


def test_a_point_inside_a_box_is_its_own_edge():
    assert edge(Box(0, 0, 100, 40, ()), (10, 0), air=0.0) == (10, 0)


def test_a_long_name_is_wrapped_and_cut():
    lines = box("word " * 60, (0, 0)).lines

    assert len(lines) == 4
    assert lines[-1].endswith("…")


@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_a_picture_comes_in_three_kinds(kind, begins):
    assert picture_of(drawn(), kind).startswith(begins)
