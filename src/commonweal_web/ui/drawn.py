"""Small drawings in a line of a table, as SVG: hidden from screen readers, since the words stand beside each."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 200, 12
MIDDLE = WIDTH / 2

BAR = (
    '<svg class="cw-bar" viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    '<rect class="cw-bar__ground" width="200" height="12"/><rect class="cw-bar__part" width="{}" height="12"/></svg>'
)
NET = (
    '<svg class="cw-net" viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    '<rect class="{}" x="{}" width="{}" height="12"/>'
    '<rect class="cw-net__middle" x="99.5" width="1" height="12"/></svg>'
)
RANGE = (
    '<svg class="cw-range" viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    '<rect class="cw-range__ground" y="5.5" width="200" height="1"/>'
    '<rect class="cw-range__reach" x="{}" y="2" width="{}" height="8"/>'
    '<rect class="cw-range__middle" x="{}" width="3" height="12"/></svg>'
)


POWER = (
    '<svg class="cw-power" viewBox="0 0 44 12" aria-hidden="true" focusable="false">'
    '<circle class="{}" cx="6" cy="6" r="5"/><circle class="{}" cx="22" cy="6" r="5"/>'
    '<circle class="{}" cx="38" cy="6" r="5"/></svg>'
)
ABOUT_ZERO = (
    '<svg class="cw-range" viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    '<rect class="cw-range__ground" y="5.5" width="200" height="1"/>'
    '<rect class="cw-range__reach" x="{}" y="2" width="{}" height="8"/>'
    '<rect class="cw-net__middle" x="{}" width="1" height="12"/>'
    '<rect class="cw-range__middle" x="{}" width="3" height="12"/></svg>'
)


def share_bar(share: float) -> SafeString:
    """A share of the whole, from none to all."""
    return format_html(BAR, _place(share, 0, 1))


def net_bar(amount: float, largest: float) -> SafeString:
    """A gain to the right of the middle or a loss to its left; `largest` in size reaches the edge."""
    reach = round(MIDDLE * min(abs(amount) / abs(largest), 1), 1) if largest else 0
    kind = "cw-net__loss" if amount < 0 else "cw-net__gain"
    return format_html(NET, kind, round(MIDDLE - reach, 1) if amount < 0 else MIDDLE, reach)


def range_bar(low: float, middle: float, high: float, least: float, most: float) -> SafeString:
    """What is likely, from low to high about a middle, on a line that runs from least to most."""
    left, right = _place(low, least, most), _place(high, least, most)
    mark = min(_place(middle, least, most), WIDTH - 3)
    return format_html(RANGE, left, round(max(right - left, 1), 1), mark)


def power_dots(power: int) -> SafeString:
    """Power from 1 to 3 as so many full dots of three."""
    return format_html(POWER, *("cw-power__full" if dot < power else "cw-power__open" for dot in range(3)))


def effect_bar(low: float, middle: float, high: float, least: float, most: float) -> SafeString:
    """What is likely, as in `range_bar`, with a thin mark where there is no effect at all."""
    left, right = _place(low, least, most), _place(high, least, most)
    mark = min(_place(middle, least, most), WIDTH - 3)
    return format_html(ABOUT_ZERO, left, round(max(right - left, 1), 1), _place(0.0, least, most), mark)


def _place(value: float, least: float, most: float) -> float:
    share = (value - least) / (most - least) if most > least else 0
    return round(WIDTH * min(max(share, 0), 1), 1)
