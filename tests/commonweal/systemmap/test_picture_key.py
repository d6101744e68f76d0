"""The key of a picture: each tone that something has, in order, with its words and how many factors have it."""

import re

from commonweal.systemmap.picture.key import PAINTS, Key, mixed, paint_of
from commonweal.systemmap.picture.svg import map_svg
from commonweal.systemmap.picture.tones import EFFECTS, LOWERS, RAISES, UNCERTAINTIES, Tone
from commonweal.systemmap.schema import Factor

FACTORS = [Factor(name, name.title(), "cause") for name in ("rain", "walls", "flood")]
PLACES = {"rain": (0.0, 0.0), "walls": (300.0, 0.0), "flood": (150.0, 200.0)}


def drawn(key: Key | None) -> str:
    return map_svg(FACTORS, [], PLACES, title="Flood", key=key)


def test_the_key_names_each_tone_once_in_its_order_with_its_count():
    tones = {"rain": RAISES[0], "walls": LOWERS[0], "flood": RAISES[0], "not-drawn": RAISES[1]}

    svg = drawn(Key("What moves it", tones, EFFECTS))

    said = re.findall(r"<text[^>]*>([^<]+)</text>", svg)
    assert said == ["What moves it", "raises it by 0.3 % or more (2)", "lowers it by 0.3 % or more (1)"]


def test_where_there_are_no_tones_the_reason_is_drawn_and_words_are_never_markup():
    svg = drawn(Key("What moves it", {}, (), "No ranking: <unstable> & wide"))

    assert "No ranking: &lt;unstable&gt; &amp; wide" in svg


def test_without_a_key_nothing_is_added():
    assert drawn(None) == map_svg(FACTORS, [], PLACES, title="Flood")
    assert float(re.search(r'height="([\d.]+)"', drawn(Key("Title", {})))[1]) > float(
        re.search(r'height="([\d.]+)"', drawn(None))[1]
    )


def test_every_tone_of_a_band_has_a_paint_of_its_own():
    named = [tone for tone in {*EFFECTS, *UNCERTAINTIES} if tone.name != "none"]

    assert {tone.name for tone in named} <= set(PAINTS)
    assert len({paint_of(tone) for tone in named}) == len(named)


def test_what_lowers_is_told_from_what_raises_without_its_colour():
    assert (paint_of(LOWERS[0]).dashes, paint_of(RAISES[0]).dashes) == ("9 4", "")
    assert paint_of(Tone("no such tone", "")).fill == "#ffffff"


def test_a_tenth_of_a_hue_with_white():
    """0x4b is 75: 255 - 0.1 * (255 - 75) = 237 = 0xed; 0x3f: 235.8; 0xa8: 246.3."""
    assert mixed("#4b3fa8", 0.10) == "#edecf6"
