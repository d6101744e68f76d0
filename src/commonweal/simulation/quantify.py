"""The map made quantitative: factors, links and effects to a model, with every assumption said."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from commonweal.errors import WrongUse
from commonweal.measures.schema import Measure, Series
from commonweal.names import listed
from commonweal.simulation.runaways import stages_at_once
from commonweal.simulation.schema import Action, Effect, Flow, Influence, Model, Triangle, Variable, View, Words
from commonweal.systemmap.schema import Factor, Link, SystemMap

# What a word for strength stands for where no table is given (our convention for workshops).
STRENGTHS = tuple(
    Words(word, low, likely, high, "our convention for workshops", verified=False)
    for word, low, likely, high in (("weak", 0.05, 0.1, 0.2), ("medium", 0.2, 0.3, 0.5), ("strong", 0.5, 0.7, 1.0))
)

# The level of a factor that nobody has counted: an index.
INDEX = 100.0

# A measured level is the mean of this many values: a year of months.
VALUES_OF_A_LEVEL = 12

PER_MONTH = {"month": 1.0, "year": 1 / 12, "": 1.0}

NOTHING = Triangle(0.0, 0.0, 0.0)

# Names in one warning; more are counted.
NAMES_IN_A_WARNING = 5


def model_from_map(
    system_map: SystemMap,
    *,
    effects: Iterable[Effect] = (),
    starts: Mapping[str, float] | None = None,
    measured: Mapping[str, float] | None = None,
    strengths: Sequence[Words] = (),
) -> Model:
    """The model of a map: one variable a factor, one influence a link, one action an effect.

    Parameters
    ----------
    system_map
        Rows of links with the same ends and kind are rival views of one link.
    effects
        What options do to factors; all of them, chosen or not.
    starts
        Month in which each option starts; 0 where it is not named.
    measured
        Level of a factor by its measure, used where it has no baseline; see `measured_levels`.
    strengths
        What weak, medium and strong stand for; empty: our convention.

    Returns
    -------
    Model
        Its warnings tell each assumption: levels taken from measures or set to 100, sizes and delays that are not
        known, disputed links, rows left out.

    Raises
    ------
    LoopWithoutDelay
        Where a loop can come about in which every link acts at once; it is named.
    WrongUse
        For a link or an effect on a factor that is not on the map, or numbers out of order.

    Examples
    --------
    >>> factors = (Factor("drinking", "Drinking", "cause", baseline=50.0), Factor("ae", "A&E", "outcome", baseline=9.0))
    >>> model = model_from_map(SystemMap(factors, (Link("drinking", "ae", sign="+", elasticity=0.3, delay=6.0),)))
    >>> model.influences[0].views[0].elasticity
    Triangle(low=0.3, likely=0.3, high=0.3)
    """
    factors = {factor.id: factor for factor in system_map.factors}
    effects, measured = tuple(effects), measured or {}
    _refuse_unknown(
        [(f"link {_arrow(link)}", end) for link in system_map.links for end in (link.from_, link.to)], factors
    )
    _refuse_unknown([(f"effect of {effect.option}", effect.factor) for effect in effects], factors)
    links = [link for link in system_map.links if not _why_not(link, factors)]
    words = {word.word: word for word in strengths or STRENGTHS}
    model = Model(
        variables=tuple(_variable(factor, measured.get(factor.id)) for factor in system_map.factors),
        influences=_influences(links, list(factors), words),
        flows=_flows(links, list(factors)),
        actions=_actions([effect for effect in effects if not _idle(effect, factors)], list(factors), starts or {}),
    )
    stages_at_once(model)
    warnings = [
        *_warnings_of_factors(system_map.factors, measured),
        *_warnings_of_rows(system_map.links, effects, factors),
        *_warnings_of_links([link for link in links if link.kind == "influences"], words),
        *_warnings_of_disputes(model),
    ]
    return replace(model, warnings=tuple(warnings))


def measured_levels(
    measures: Iterable[Measure], series: Mapping[str, Series], *, factors: Iterable[Factor] = ()
) -> dict[str, float]:
    """The level of each factor that is measured: the mean of the last 12 values that exist.

    Parameters
    ----------
    measures
        In the order of the file.
    series
        By measure id. Of several editions of a period the latest counts, also where it takes a value back.
    factors
        Where a factor has several measures with values, the first in the factor's unit counts, else the first.

    Returns
    -------
    dict
        Factor id to level, in the unit of the measure. A factor without any value is not in it.
    """
    found: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    units = {factor.id: factor.unit for factor in factors}
    for measure in measures:
        values = _latest_values(series[measure.id]) if measure.id in series else []
        if values:
            other_unit = measure.unit != units.get(measure.factor)
            found[measure.factor].append((other_unit, math.fsum(values) / len(values)))
    return {factor: min(levels, key=lambda level: level[0])[1] for factor, levels in found.items()}


def _latest_values(series: Series) -> list[float]:
    editions = series.editions or (None,) * len(series.periods)
    rows = list(zip(series.periods, editions, series.values, strict=True))
    latest = {period: value for period, _, value in sorted(rows, key=lambda row: (row[0], row[1] or date.min))}
    return [value for value in latest.values() if value is not None][-VALUES_OF_A_LEVEL:]


def _variable(factor: Factor, measured: float | None) -> Variable:
    stock = factor.kind == "stock"
    baseline = _baseline(factor, measured)
    if baseline <= 0 and not stock:
        raise WrongUse(f"the baseline is {baseline:g}", where=factor.id, mend="Only a stock may begin at 0 or below.")
    trend = _triangle(factor.trend_low, factor.trend, factor.trend_high, where=f"trend of {factor.id}")
    return Variable(
        id=factor.id,
        baseline=baseline,
        trend=NOTHING if stock or trend is None else trend,
        is_stock=stock,
        floor=factor.floor,
        ceiling=factor.ceiling,
        per_month=PER_MONTH[factor.per],
    )


def _baseline(factor: Factor, measured: float | None) -> float:
    if factor.baseline is not None:
        return float(factor.baseline)
    return float(measured) if _usable(factor, measured) and measured is not None else INDEX


def _usable(factor: Factor, measured: float | None) -> bool:
    """Whether a measured level can serve as baseline; nothing can change in proportion from 0."""
    return measured is not None and (measured > 0 or factor.kind == "stock")


def _influences(links: Iterable[Link], ids: list[str], words: Mapping[str, Words]) -> tuple[Influence, ...]:
    seen: dict[tuple[str, str], Counter[View]] = defaultdict(Counter)
    for link in links:
        if link.kind == "influences":
            seen[link.from_, link.to][_view(link, words)] += 1
    return tuple(Influence(ids.index(ends[0]), ids.index(ends[1]), _merged(seen[ends])) for ends in sorted(seen))


def _merged(seen: Counter[View]) -> tuple[View, ...]:
    """Views in an order that depends on what they say and never on who says it; plus before minus."""
    order = sorted(seen, key=lambda view: (-view.sign, _numbers(view.elasticity), _numbers(view.delay)))
    return tuple(replace(view, holders=seen[view]) for view in order)


def _view(link: Link, words: Mapping[str, Words]) -> View:
    return View(
        sign=1 if link.sign == "+" else -1,
        elasticity=_elasticity(link, words),
        delay=_triangle(link.delay_low, link.delay, link.delay_high, where=f"delay of {_arrow(link)}") or NOTHING,
        holders=1,
    )


def _elasticity(link: Link, words: Mapping[str, Words]) -> Triangle:
    """Numbers win over a word; with neither, all that weak to strong can mean."""
    where = f"elasticity of {_arrow(link)}"
    numbers = _triangle(link.elasticity_low, link.elasticity, link.elasticity_high, where=where)
    if numbers is not None:
        return numbers
    try:
        if link.strength:
            return Triangle(words[link.strength].low, words[link.strength].likely, words[link.strength].high)
        return Triangle(words["weak"].low, words["medium"].likely, words["strong"].high)
    except KeyError as missing:
        raise WrongUse(
            f"no numbers are given for the word {missing}", where=where, mend="Add it to the table."
        ) from None


def _flows(links: Iterable[Link], ids: list[str]) -> tuple[Flow, ...]:
    kinds = sorted({(link.from_, link.to, link.kind) for link in links if link.kind != "influences"})
    return tuple(Flow(ids.index(tail), ids.index(head), 1 if kind == "adds_to" else -1) for tail, head, kind in kinds)


def _actions(effects: Iterable[Effect], ids: list[str], starts: Mapping[str, float]) -> tuple[Action, ...]:
    actions = [_action(effect, ids.index(effect.factor), float(starts.get(effect.option, 0.0))) for effect in effects]
    return tuple(sorted(actions, key=lambda act: (ids[act.variable], _numbers(act.change), act.start, act.ramp_months)))


def _action(effect: Effect, variable: int, start: float) -> Action:
    where = f"change of {effect.factor} by {effect.option}"
    change = _triangle(effect.change_low, effect.change, effect.change_high, where=where) or NOTHING
    if change.low <= -1:
        raise WrongUse("a change of -1 or less leaves nothing", where=where, mend="Write -0.1 for 10 % less.")
    return Action(effect.option, variable, change, start, float(effect.ramp_months or 0.0), effect.lasts_months)


def _triangle(low: float | None, likely: float | None, high: float | None, *, where: str) -> Triangle | None:
    """An uncertain number; ends that are not given are the likely value. None where that is not known."""
    if likely is None:
        return None
    triangle = Triangle(float(likely if low is None else low), float(likely), float(likely if high is None else high))
    if not triangle.low <= triangle.likely <= triangle.high:
        raise WrongUse(f"{low}, {likely}, {high} are out of order", where=where, mend="Write low, likely, high.")
    return triangle


def _numbers(triangle: Triangle) -> tuple[float, float, float]:
    return (triangle.low, triangle.likely, triangle.high)


def _arrow(link: Link) -> str:
    return f"{link.from_} → {link.to}"


def _why_not(link: Link, factors: Mapping[str, Factor]) -> str:
    """Why a row of links.csv can have no part in the model; empty for one that can."""
    into_stock = factors[link.to].kind == "stock"
    if link.kind != "influences":
        return "" if into_stock else "only a stock can be added to or drained"
    if into_stock:
        return "a stock changes only by what adds to it and drains it"
    return "" if link.sign else "the sign is not known"


def _idle(effect: Effect, factors: Mapping[str, Factor]) -> bool:
    """Whether an effect can do nothing: its size is not known, or a stock does not change in that way."""
    return effect.change is None or factors[effect.factor].kind == "stock"


def _refuse_unknown(named: Iterable[tuple[str, str]], factors: Mapping[str, Factor]) -> None:
    for where, factor in named:
        if factor not in factors:
            near = get_close_matches(factor, factors, n=1)
            mend = f'Did you mean "{near[0]}"?' if near else "Add it to factors.csv."
            raise WrongUse(f'"{factor}" is not a factor of this map', where=where, mend=mend)


def _warnings_of_factors(factors: Iterable[Factor], measured: Mapping[str, float]) -> list[str]:
    missing = [factor for factor in factors if factor.baseline is None]
    counted = [f"{f.id} {measured[f.id]:,.6g}" for f in missing if _usable(f, measured.get(f.id))]
    index = [factor.id for factor in missing if not _usable(factor, measured.get(factor.id))]
    moving = [f.id for f in factors if f.kind == "stock" and f.trend]
    return [
        *_told(counted, "no baseline, so the mean of the last values of the measure is used: {}"),
        *_told(index, "no baseline and no usable measure, so the level is an index that begins at 100: {}"),
        *_told(moving, "a trend on a stock is left out (only what adds to it and drains it moves it): {}"),
    ]


def _warnings_of_rows(links: Iterable[Link], effects: Iterable[Effect], factors: Mapping[str, Factor]) -> list[str]:
    left_out: dict[str, list[str]] = defaultdict(list)
    for link in links:
        left_out[_why_not(link, factors)].append(_arrow(link))
    idle = [f"{effect.option} on {effect.factor}" for effect in effects if _idle(effect, factors)]
    slow = [_arrow(link) for link in links if link.kind != "influences" and link.delay]
    return [
        *(line for why in sorted(left_out) if why for line in _told(left_out[why], f"left out, since {why}: {{}}")),
        *_told(idle, "effects left out (the size is not known, or the factor is a stock): {}"),
        *_told(slow, "the delay of a link into a stock is not used, it flows at once: {}"),
    ]


def _warnings_of_links(links: Sequence[Link], words: Mapping[str, Words]) -> list[str]:
    sizeless = [link for link in links if link.elasticity is None]
    unknown = [_arrow(link) for link in sizeless if not link.strength]
    by_word = [_arrow(link) for link in sizeless if link.strength and not words[link.strength].verified]
    at_once = [_arrow(link) for link in links if link.delay is None]
    return [
        *_told(unknown, "the size is not known, so all from weak to strong is drawn: {}"),
        *_told(by_word, "the size is a word, and the numbers for words are not verified: {}"),
        *_told(at_once, "the delay is not known, so the link acts at once: {}"),
    ]


def _warnings_of_disputes(model: Model) -> list[str]:
    disputed, tied = [], []
    for link in model.influences:
        name = f"{model.variables[link.cause].id} → {model.variables[link.effect].id}"
        plus, minus = (sum(view.holders for view in link.views if view.sign == sign) for sign in (1, -1))
        if plus and minus:
            disputed.append(f"{name} ({plus} say +, {minus} say -)")
        if plus == minus:
            tied.append(name)
    return [
        *_told(disputed, "partners differ about the sign, and each run follows one of their views: {}"),
        *_told(tied, "as many say + as -, so the likely run takes +: {}"),
    ]


def _told(names: Iterable[str], sentence: str) -> list[str]:
    """One warning that names whom it concerns, each once; none where it concerns no one."""
    once = sorted(set(names))
    if not once:
        return []
    shown = once[:NAMES_IN_A_WARNING]
    more = [f"{len(once) - len(shown)} more"] if len(once) > len(shown) else []
    return [sentence.format(listed([*shown, *more]))]
