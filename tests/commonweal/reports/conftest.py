"""A decision to write papers of: the money is methods A7's worked appraisal (to the penny), the rest is invented."""

import math
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import numpy as np
import pytest

from commonweal.investment.schema import (
    Benefit,
    Blocking,
    Case,
    Cost,
    Decision,
    Deflator,
    FrontierPoint,
    Grade,
    LargestLine,
    Line,
    Option,
    Parameters,
    PartnerAccount,
    Promise,
    RateBand,
    RateTable,
    Share,
    Spread,
    Transfer,
    Valuation,
)
from commonweal.measures.schema import Event, Measure, Series
from commonweal.place.schema import Appraisal, Partner, Place
from commonweal.simulation.schema import Effect, Words
from commonweal.systemmap.schema import Factor, Link, SystemMap
from commonweal.units import months_after

MONTHS = 60
START = date(2026, 4, 1)

PAYS = {"council": 298_655.79, "icb": 229_655.79, "police": 114_827.89}
GAINS = {"council": 259_597.32, "icb": 483_778.93, "police": 596_521.49}
CASHABLE = {"council": 155_206.05, "icb": 83_870.92, "police": 178_956.45}
NAMES = {"council": "Sampleton City Council", "icb": "NHS Sampleshire ICB", "police": "Sampleshire Police"}


def _share(rule, net):
    today = {k: GAINS[k] - PAYS[k] for k in PAYS}
    gives = [(today[k] - net[k], k) for k in PAYS]
    givers = sorted([(a, k) for a, k in gives if a > 1], reverse=True)
    getter = next((k for a, k in gives if a < -1), None)
    transfers = tuple(Transfer(k, getter, a) for a, k in givers if getter)
    return Share(rule, net, transfers, in_core=True)


def _shares():
    cost, gain = sum(PAYS.values()), sum(GAINS.values())
    today = {k: GAINS[k] - PAYS[k] for k in PAYS}
    return {
        "today": Share("today", today, in_core=False, blocking=Blocking(("council",), 39_058.47)),
        "equal": _share("equal", {k: GAINS[k] - cost / 3 for k in PAYS}),
        "proportional": _share("proportional", {k: GAINS[k] * (1 - cost / gain) for k in PAYS}),
        "shapley": _share("shapley", dict.fromkeys(PAYS, (gain - cost) / 3)),
        "nucleolus": _share("nucleolus", dict.fromkeys(PAYS, (gain - cost) / 3)),
    }


def _levels(baseline, effect):
    months = np.arange(MONTHS + 1)
    without = baseline * 1.01 ** (months / 12)
    ramp = np.minimum(months / 24, 1)
    plan = without * (1 - effect * ramp)
    spread = 0.03 + 0.12 * months / MONTHS
    bands = [np.stack([path * (1 - spread), path, path * (1 + spread)]) for path in (without, plan)]
    return np.stack(bands)  # (2, 3, months + 1)


def _history(measure, mean, first, count, missing=()):
    periods = tuple(months_after(first, at) for at in range(count))
    values = tuple(
        None if at in missing else round(mean * (1 + 0.06 * math.sin(at * 1.7) + 0.04 * math.cos(at * 0.5)), 0)
        for at in range(count)
    )
    return Series(measure, periods, values)


OPTIONS = (
    Option("hub", "Night-time safe space and outreach hub", lead="council", needs=("council", "icb", "police")),
    Option("data-post", "Shared licensing and data post", lead="police", start=3),
    Option("pastors", "Street pastor expansion", lead="vcse", requires=("hub",)),
    Option("housing", "Supported housing first offer, 12 places", lead="council", start=6),
    Option("patrols", "Extra night patrols", lead="police", excludes=("pastors",)),
    Option("ward", "New alcohol ward", lead="icb"),
    Option("app", "Night-out app", lead="council"),
)
COST_OF = {"hub": 360_000.0, "data-post": 96_000.0, "pastors": 41_000.0, "housing": 288_000.0}

FACTORS = (
    Factor("ae-attendances", "Night-time A&E attendances, alcohol", "outcome", "attendances", "month", "lower", 400.0),
    Factor("street-drinking", "Street-drinking incidents", "outcome", "incidents", "month", "lower", 80.0),
    Factor("wellbeing", "Wellbeing of regular drinkers", "outcome", "points", "", "higher", 5.2),
    Factor("hub-visits", "Visits to the hub", "activity", "visits", "month", "higher", 0.0),
)
LINKS = (
    Link("hub-visits", "ae-attendances", sign="-", strength="medium", delay=2.0, grade=4, source="Invented."),
    Link("street-drinking", "ae-attendances", sign="+", elasticity=0.2, contributed_by="icb", grade=3),
    Link("street-drinking", "ae-attendances", sign="+", elasticity=0.6, contributed_by="police", grade=5),
    Link("hub-visits", "street-drinking", sign="-", elasticity=0.3, contributed_by="council"),
    Link("hub-visits", "street-drinking", sign="+", elasticity=0.1, contributed_by="police"),
)


@pytest.fixture(scope="session")
def case():
    return Case(
        place=Place(
            "Sampleton", "What should we do together about late-night street drinking, and who pays?",
            "E06000000", START, 5, Appraisal(2024, "green-book", "of_impact"),
        ),
        partners=(
            Partner("council", NAMES["council"], "council"),
            Partner("icb", NAMES["icb"], "health"),
            Partner("police", NAMES["police"], "police"),
            Partner("vcse", "Sampleton Street Pastors", "voluntary"),
        ),
        system_map=SystemMap(FACTORS, LINKS),
        measures=(
            Measure("ae", "ae-attendances", "A&E attendances at night, alcohol", "attendances a month", "lower",
                    "Hospital return", "NHS England", "OGL 3.0", "month", 45),
            Measure("incidents", "street-drinking", "Street-drinking incidents recorded", "incidents a month", "lower",
                    "Police return", "Sampleshire Police", "OGL 3.0", "month", 30),
        ),
        series={
            "ae": _history("ae", 400, date(2019, 4, 1), 80, missing=range(24, 45)),
            "incidents": _history("incidents", 80, date(2023, 4, 1), 8),
        },
        events=(Event(date(2021, 6, 1), "New recording system", measure="ae"),),
        options=OPTIONS,
        effects=(
            Effect("hub", "hub-visits", 0.2, 0.4, 0.6, 6, grade=4, source="Invented for the example."),
            Effect("housing", "street-drinking", -0.2, -0.1, -0.05, 12, grade=6, source="Judgement of partners."),
        ),
        costs=(
            Cost("hub", "council", 0, "capital", 60_000, 3),
            Cost("hub", "icb", 0, "revenue", 72_000, 3, "Invented for the example."),
            Cost("housing", "council", 1, "revenue", 200_000),
            Cost("pastors", "vcse", 0, "in_kind", 20_000, 5),
            Cost("ward", "icb", 0, "capital", 2_000_000, 4),
        ),
        benefits=(
            Benefit("hub", "Street cleansing", 1, unit_value=40_000, price_year=2019, bearer="council", grade=3),
        ),
        valuations=(
            Valuation("ae-attendances", "A&E attendance (HE4.0)", 109, 2011, "fiscal", "icb", 1, 0.2, 4,
                      "Unit cost database v1.4, GMCA, CC BY"),
            Valuation("wellbeing", "Wellbeing, one point for a year", 13_000, 2019, "social", "residents", 1, 0, 6,
                      "Green Book supplementary guidance"),
        ),
        budgets=(),
        parameters=Parameters(
            rates=(
                RateTable("green-book", (RateBand(0, 30, 0.035),), "HM Treasury Green Book", date(2022, 1, 1), True),
            ),
            grades=tuple(
                Grade(grade, uplift, cut, "Recalled from the 2014 guidance", date(2014, 4, 1), False)
                for grade, uplift, cut in [(3, 0.1, 0.1), (4, 0.15, 0.15), (5, 0.25, 0.25), (6, 0.4, 0.4)]
            ),
            deflators=tuple(
                Deflator(year, index, "HM Treasury, GDP deflators", date(2025, 6, 1), year != 2011)
                for year, index in [(2011, 70.834), (2019, 81.1085), (2024, 100.0)]
            ),
            strengths=(Words("medium", 0.1, 0.2, 0.4, "Our reading", False),),
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def decision():
    frontier = tuple(
        FrontierPoint(tuple(COST_OF)[:count], cost, value, count == 4)
        for count, (cost, value) in enumerate(
            [(0, 0), (160_000, 1_200_000), (310_000, 2_100_000), (520_000, 2_700_000), (715_631.82, 3_005_933.19)]
        )
    )
    return Decision(
        place="Sampleton",
        question="What should we do together about late-night street drinking, and who pays?",
        seed=7,
        runs=1_000,
        objective="public-value",
        options=("hub", "data-post", "pastors", "housing"),
        core_index={"hub": 1.0, "data-post": 0.97, "pastors": 0.88, "housing": 0.54, "patrols": 0.12, "ward": 0.0,
                    "app": 0.03},
        cost=715_631.82,
        budget_cost=643_139.47,
        cash=785_000.0,
        npv=Spread(3_005_933.19, 1_120_000.0, 5_230_000.0),
        fiscal_net=Spread(696_758.27, -120_400.0, 1_400_000.0),
        cashable_net=418_033.42 - 643_139.47,
        chance_of_loss=0.012,
        chance_of_fiscal_loss=0.11,
        benefits={"fiscal": 1_339_897.73, "cashable": 418_033.42, "economic": 55_233.47, "social": 2_326_433.81},
        lines=(
            Line("Hub: capital", 69_000.0, "capital", "council", option="hub"),
            Line("Hub: running", 300_139.47, "revenue", "council", option="hub"),
            Line("Data post: running", 74_000.0, "revenue", "police", option="data-post"),
            Line("Housing: running", 200_000.0, "revenue", "council", option="housing"),
            Line("Volunteers' time", 72_492.36, "in_kind", "vcse", option="pastors"),
            Line("A&E attendance", 354_930.29, "fiscal", "icb", 70_986.06, factor="ae-attendances"),
            Line("Wellbeing", 2_326_433.81, "social", "residents", factor="wellbeing"),
        ),
        largest_line=LargestLine("Wellbeing", 0.63),
        partners={
            k: PartnerAccount(PAYS[k], GAINS[k], CASHABLE[k], 0.0, GAINS[k] - PAYS[k]) for k in PAYS
        },
        shares=_shares(),
        stand_alone_sum=0.0,
        promises=(
            Promise("ae-attendances", "ae", date(2028, 4, 1), 300.0, 335.0, 371.5, "lower"),
            Promise("street-drinking", "incidents", date(2028, 4, 1), 55.0, 61.2, 67.4, "lower"),
        ),
        levels=MappingProxyType(
            {"ae-attendances": _levels(400.0, 0.18), "street-drinking": _levels(80.0, 0.25)}
        ),
        frontier=frontier,
        alone={"council": 0.0, "icb": 21_000.0, "police": 88_400.0},
        method="All 128 portfolios were worked out in every run by the product rule; budgets rule out 37.",
        warnings=("hub-visits has no baseline; 1 visit a month was assumed",),
        out_of_reach={"ward": "New alcohol ward costs NHS Sampleshire ICB £2.3m, more than its £72,000."},
    )  # fmt: skip


HOSTILE = "<script>alert(1)</script> & \"Sons\"\x0b {{ 7 * 7 }} \ud800 'end'"


def _renamed(case, name):
    partners = tuple(replace(partner, name=f"{name} {partner.id}") for partner in case.partners)
    options = tuple(replace(option, name=f"{name} {option.id}") for option in case.options)
    measures = tuple(replace(measure, name=name, unit=name, source=name) for measure in case.measures)
    factors = tuple(replace(factor, name=name) for factor in case.system_map.factors)
    place = replace(case.place, name=name, question=name)
    system_map = replace(case.system_map, factors=factors)
    return replace(case, place=place, partners=partners, options=options, measures=measures, system_map=system_map)


def _no_promises(decision, case):
    return replace(decision, promises=(), levels={}), case


def _no_partners(decision, case):
    return replace(decision, partners={}, shares={}, alone={}), case


def _one_partner(decision, case):
    one = {"council": decision.partners["council"]}
    net = {"council": one["council"].net}
    shares = {rule: replace(share, net=net, transfers=(), in_core=True) for rule, share in decision.shares.items()}
    return replace(decision, partners=one, shares=shares, alone=net), case


def _nothing_new(decision, case):
    zero = Spread(0.0, 0.0, 0.0)
    return (
        replace(
            decision, options=(), core_index={}, cost=0.0, budget_cost=0.0, cash=0.0, npv=zero, fiscal_net=zero,
            cashable_net=0.0, chance_of_loss=0.0, chance_of_fiscal_loss=0.0, benefits={}, lines=(), largest_line=None,
            partners={}, shares={}, promises=(), levels={}, frontier=(FrontierPoint((), 0.0, 0.0, True),), alone={},
            method="", warnings=(), out_of_reach={},
        ),
        case,
    )  # fmt: skip


def _sixteen_options(decision, case):
    options = tuple(Option(f"option-{at}", f"Option number {at}", lead="council") for at in range(16))
    ids = tuple(option.id for option in options)
    index = {id_: at / 15 for at, id_ in enumerate(ids)}
    return replace(decision, options=ids[8:], core_index=index), replace(case, options=options)


def _long_names(decision, case):
    return decision, _renamed(case, "Sampleshire and the Northern Isles Integrated Partnership Board " * 3)


def _hostile_names(decision, case):
    lines = tuple(replace(line, name=HOSTILE) for line in decision.lines)
    return replace(decision, lines=lines, method=HOSTILE, warnings=(HOSTILE,)), _renamed(case, HOSTILE)


def _no_rule_holds(decision, case):
    """No imputation, so no nucleolus, and an empty core."""
    blocked = {
        rule: replace(share, in_core=False, blocking=Blocking(("icb", "police"), 1_000.0))
        for rule, share in decision.shares.items()
    }
    blocked["nucleolus"] = Share("nucleolus", None, reason="apart, the partners would secure more than together")
    return replace(decision, shares=blocked, stand_alone_sum=9_000_000.0), case


def _unknown_everything(decision, case):
    """Promises, options and partners that the case does not hold, and levels that start at zero."""
    promise = replace(decision.promises[0], measure="unknown", factor="nowhere", low=0.0, expected=0.0, high=0.0)
    levels = {"nowhere": np.zeros((2, 3, MONTHS + 1))}
    bare = replace(case, partners=(), options=(), measures=(), series={}, system_map=SystemMap(), valuations=())
    return replace(decision, promises=(promise,), levels=levels), bare


EDGES = {
    function.__name__.strip("_").replace("_", " "): function
    for function in (
        _no_promises, _no_partners, _one_partner, _nothing_new, _sixteen_options, _long_names, _hostile_names,
        _no_rule_holds, _unknown_everything,
    )
}  # fmt: skip


@pytest.fixture(scope="session", params=[None, *EDGES], ids=lambda name: name or "as it is")
def any_paper(request, decision, case):
    """A decision and its case: the worked one, then every edge that we know of."""
    if request.param is None:
        return decision, case
    return EDGES[request.param](decision, case)


@pytest.fixture(scope="session")
def edge(decision, case):
    """A function from the name of an edge to its decision and case."""
    return lambda name: EDGES[name](decision, case)
