"""Versions and rival views in sentences: what changed, who holds what, where to talk."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from commonweal.names import listed
from commonweal.systemmap.advice.network import some
from commonweal.systemmap.compare import Change, ChangedLink, Comparison
from commonweal.systemmap.schema import Link
from commonweal.systemmap.views import HeldView, LinkViews, Strength, strength_of

# Links and changes told one by one.
TOLD = 8

SIGN_WORDS = {"+": "the same way (+)", "-": "against each other (-)", "": "in a way not stated"}


def comparison_advice(found: Comparison, names: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """What changed between two versions of a map, and what may be the same under another name.

    Parameters
    ----------
    found
        From `comparison`.
    names
        Names of contributors by id.

    Examples
    --------
    >>> from commonweal.systemmap.compare import comparison
    >>> from commonweal.systemmap.schema import SystemMap
    >>> comparison_advice(comparison(SystemMap(), SystemMap()))
    ('Both versions say the same.',)
    """
    if found.is_empty:
        return ("Both versions say the same.",)
    return (*_of_factors(found), *_of_links(found, names or {}), *_suggestions(found))


def two_views_advice(found: Comparison, one: str, other: str) -> tuple[str, ...]:
    """How two partners' views of the map differ.

    Parameters
    ----------
    found
        From `comparison` of `view_of` each.
    one, other
        Their names.

    Examples
    --------
    >>> from commonweal.systemmap.compare import comparison
    >>> from commonweal.systemmap.schema import SystemMap
    >>> two_views_advice(comparison(SystemMap(), SystemMap()), "Police", "Council")
    ('Police and Council say the same.',)
    """
    if found.is_empty:
        return (f"{one} and {other} say the same.",)
    lines = [_both(changed, one, other) for changed in found.changed_links[:TOLD]]
    lines += _more(len(found.changed_links), "links that they see differently")
    if not lines:
        lines.append("They do not differ on any link that both drew.")
    for who, links in ((one, found.removed_links), (other, found.added_links)):
        if links:
            lines.append(f"Only {who} drew {some([_arrow(link) for link in links])}.")
    return tuple(lines)


def views_advice(found: Sequence[LinkViews], names: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Where partners see a link differently, the least agreed first.

    Parameters
    ----------
    found
        From `link_views`.
    names
        Names of contributors by id.

    Examples
    --------
    >>> views_advice(())
    ('No two views of one link differ.',)
    """
    contested = [link for link in found if link.contested]
    if not contested:
        return ("No two views of one link differ.",)
    lines = [_contested(link, names or {}) for link in contested[:TOLD]]
    if len(contested) > TOLD:
        lines.append(f"{len(contested) - TOLD} more links are contested.")
    about_sign = sum(link.contested == "sign" for link in contested)
    lines.append(
        f"{len(contested):,} of {len(found):,} links are contested, {about_sign:,} of them about which way they act. "
        "No view is averaged away: the simulation takes each partner's in turn."
    )
    return tuple(lines)


def strength_words(strength: Strength) -> str:
    """A strength as people say it.

    Examples
    --------
    >>> strength_words("weak"), strength_words((0.2, 0.3, 0.5)), strength_words("")
    ('weak', '0.3 (0.2 to 0.5)', 'of a strength not stated')
    """
    if isinstance(strength, str):
        return strength or "of a strength not stated"
    low, likely, high = strength
    return f"{likely:g}" if low is None or high is None else f"{likely:g} ({low:g} to {high:g})"


def _both(changed: ChangedLink, one: str, other: str) -> str:
    first, second = changed.before, changed.after
    if first.sign != second.sign:
        told = (f"{one} says {SIGN_WORDS[first.sign]}, {other} {SIGN_WORDS[second.sign]}", "which way it acts")
    elif strength_of(first) != strength_of(second):
        strengths = [strength_words(strength_of(link)) for link in (first, second)]
        told = (f"{one} says {strengths[0]}, {other} {strengths[1]}", "how strongly it acts")
    else:
        columns = listed([change.column for change in changed.changes])
        return f"{_arrow(first)}: they agree on what it does, and differ in {columns}."
    return f"{_arrow(first)}: they differ on {told[1]}. {told[0]}."


def _contested(link: LinkViews, names: Mapping[str, str]) -> str:
    told = "; ".join(_held(view, names, about=link.contested) for view in link.views)
    subject = "which way it acts" if link.contested == "sign" else "how strongly it acts"
    share = link.on_sign if link.contested == "sign" else link.agreement
    most = f"{share:.0%} agree on {'the sign' if link.contested == 'sign' else 'one strength'}."
    last = most if share > 0.5 else "No view has a majority."
    return f"{link.from_} → {link.to}: partners differ on {subject}. {told}. {last}"


def _held(view: HeldView, names: Mapping[str, str], *, about: str) -> str:
    who = _who(view.holders, names)
    said = (
        f"{SIGN_WORDS[view.sign]}, {strength_words(view.strength)}"
        if about == "sign"
        else strength_words(view.strength)
    )
    return f"{who}: {said}"


def _who(holders: Sequence[str], names: Mapping[str, str]) -> str:
    return listed([names.get(holder, holder) or "nobody in particular" for holder in holders])


def _of_factors(found: Comparison) -> Iterator[str]:
    if found.added_factors:
        yield f"Added: {some([factor.name for factor in found.added_factors])}."
    if found.removed_factors:
        yield f"Taken away: {some([factor.name for factor in found.removed_factors])}."
    for changed in found.changed_factors[:TOLD]:
        yield f"{changed.before.name}: {_changes(changed.changes)}."
    yield from _more(len(found.changed_factors), "factors changed")


def _of_links(found: Comparison, names: Mapping[str, str]) -> Iterator[str]:
    if found.added_links:
        yield f"New links: {some([_arrow(link) for link in found.added_links])} ({_by(found.added_links, names)})."
    if found.removed_links:
        gone = some([_arrow(link) for link in found.removed_links])
        yield f"Links taken away: {gone} ({_by(found.removed_links, names)})."
    for changed in found.changed_links[:TOLD]:
        whose = f", as {names.get(who, who)} sees it" if (who := changed.after.contributed_by) else ""
        yield f"{_arrow(changed.after)}{whose}: {_changes(changed.changes)}."
    yield from _more(len(found.changed_links), "links changed")


def _more(count: int, what: str) -> Iterator[str]:
    if count > TOLD:
        yield f"{count - TOLD} more {what}."


def _by(links: Sequence[Link], names: Mapping[str, str]) -> str:
    counts = Counter(names.get(link.contributed_by, link.contributed_by) or "nobody in particular" for link in links)
    return listed([f"{count} by {who}" for who, count in sorted(counts.items())])


def _changes(changes: Sequence[Change]) -> str:
    return listed([f"{change.column} from {_said(change.before)} to {_said(change.after)}" for change in changes])


def _said(value: object) -> str:
    return "nothing" if value in (None, "") else f"{value}"


def _suggestions(found: Comparison) -> Iterator[str]:
    for match in found.suggested:
        yield f"{match.before} and {match.after} may be one factor under two names (alike {match.likeness:.0%})."


def _arrow(link: Link) -> str:
    return f"{link.from_} → {link.to}"
