"""What templates say and draw with: `{% load ui %}`. Each is shown on the page /components/."""

from datetime import date
from typing import Any

from django.core.paginator import Page
from django.forms import BoundField
from django.template import Context, Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from commonweal import units
from commonweal.reports import wording
from commonweal_web.ui import drawn, forms, navigation

register = Library()

# What a pill may look like, by what it means.
TONES = {"plain": "", "better": "blue", "worse": "orange", "special": "purple", "mind": "yellow", "own": "green"}


@register.filter
def pounds(amount: float | None) -> str:
    """£785,000; nothing where there is no amount."""
    return "" if amount is None else units.pounds(amount)


@register.filter
def pounds_short(amount: float | None) -> str:
    """£3.0m."""
    return "" if amount is None else units.pounds_short(amount)


@register.filter
def signed(amount: float | None) -> str:
    """+£254k or −£39k: for what somebody gains or loses."""
    if amount is None:
        return ""
    words = units.pounds_short(amount)
    return f"−{words[1:]}" if words.startswith("-") else f"+{words}" if round(amount) else words


@register.filter
def percent(share: float | None) -> str:
    """63 %, never rounded to none or to all."""
    return "" if share is None else wording.percent(share)


@register.filter
def one_in(chance: float | None) -> str:
    """1 in 9."""
    return "" if chance is None else units.one_in(chance)


@register.filter
def month(day: date | None) -> str:
    """March 2028."""
    return "" if day is None else units.month_name(day)


@register.simple_tag
def share_bar(share: float) -> SafeString:
    """A bar for a share of the whole, and the share in words."""
    words = wording.percent(share)
    return format_html('<span class="cw-drawn">{}<span>{}</span></span>', drawn.share_bar(share), words)


@register.simple_tag
def net_bar(amount: float, largest: float) -> SafeString:
    """A bar to the right for a gain, to the left for a loss, and the sum in words."""
    return format_html(
        '<span class="cw-drawn">{}<span>{}</span></span>', drawn.net_bar(amount, largest), signed(amount)
    )


range_bar = register.simple_tag(drawn.range_bar, name="range_bar")
effect_bar = register.simple_tag(drawn.effect_bar, name="effect_bar")


@register.simple_tag
def power(most: int) -> SafeString:
    """How much power somebody has over a factor, from 1 to 3, drawn and in words."""
    words = {1: "a little", 2: "some", 3: "full"}[most]
    return format_html('<span class="cw-drawn">{}<span>{}</span></span>', drawn.power_dots(most), words)


@register.simple_tag
def pill(words: str, tone: str = "plain") -> SafeString:
    """A few words about what kind of thing this is: "What if, not a forecast"."""
    colour = TONES[tone]
    return format_html('<strong class="govuk-tag{}">{}</strong>', f" govuk-tag--{colour}" if colour else "", words)


@register.inclusion_tag("ui/_figure.html")
def figure(value: str, what: str, range: str = "", catch: str = "") -> dict[str, str]:
    """One of the (at most three) figures of a page: what it is, how sure, and the catch."""
    return {"value": value, "what": what, "range": range, "catch": catch}


@register.simple_block_tag
def mind(content: str) -> SafeString:
    """Something the reader must bear in mind: the one use of gold."""
    return format_html('<div class="cw-mind">{}</div>', content)


@register.simple_block_tag
def nothing_yet(content: str, heading: str) -> SafeString:
    """What a page says when it has nothing to show: what to do next."""
    return format_html('<div class="cw-empty"><p class="cw-empty__heading">{}</p>{}</div>', heading, content)


@register.simple_block_tag
def wide(content: str, name: str) -> SafeString:
    """A part that may be wider than a phone and then scrolls by itself, by keyboard too. `name` says what it is."""
    return format_html('<div class="cw-scroll" role="region" aria-label="{}" tabindex="0">{}</div>', name, content)


@register.inclusion_tag("ui/_progress.html")
def progress(share: float, words: str) -> dict[str, object]:
    """How far a piece of work is, from 0 to 1, and what is being done."""
    return {"done": round(100 * min(max(share, 0), 1)), "words": words}


@register.inclusion_tag("ui/_breadcrumbs.html")
def breadcrumbs(*steps: str) -> dict[str, list[tuple[str, str]]]:
    """Where a page lies: words and address in turn, from the outside in."""
    return {"steps": list(zip(steps[::2], steps[1::2], strict=True))}


@register.inclusion_tag("ui/_pagination.html")
def pagination(page: Page[Any], key: str = "page") -> dict[str, Any]:
    """Ways to the other pages of a long list; nothing where there is one page."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "key": key, "gap": page.paginator.ELLIPSIS}


@register.simple_tag(takes_context=True)
def rooms(context: Context, which: str = "sentence") -> list[navigation.Link]:
    """The rooms of the place in view that are built and open to its viewer."""
    place, request = context.get("place"), context.get("request")
    slug = getattr(place, "slug", "")
    if not slug or request is None:
        return []
    listed = navigation.SENTENCE if which == "sentence" else navigation.ABOUT
    return navigation.links(listed, slug, request.path, context.get("may") or {})


@register.filter
def control(field: BoundField) -> str:
    """A field's control with our classes."""
    return forms.control(field)


@register.filter
def kind(field: BoundField) -> str:
    """What a field is drawn as."""
    return forms.kind(field)


@register.filter
def first_control(field: BoundField) -> str:
    """The id that a link to a field leads to."""
    return forms.first_control(field)


@register.filter
def fault(error: str, field: BoundField) -> str:
    """A fault with the name of its field."""
    return forms.fault(field, str(error))
