"""Boundary drift: a silo that forms is told of in the first snapshot that shows it."""

from datetime import date

import numpy as np
import pytest

from commonweal.place.schema import Partner
from commonweal.systemmap.advice.drift import drift_advice
from commonweal.systemmap.network.drift import boundary_drift, turning_days
from commonweal.systemmap.network.graph import Lens, Relations
from commonweal.systemmap.schema import Tie

YEARS = [date(year, 1, 1) for year in range(2019, 2026)]
SECTORS = ("health", "council", "police")
TURNED = date(2022, 6, 1)


def bodies(count=24):
    return tuple(Partner(f"p{at}", f"Partner {at}", SECTORS[at % 3]) for at in range(count))


def drawn(rng, count, *, inward, **dates):
    """Ties at random; inward ones join bodies of one sector."""
    ties = []
    while len(ties) < count:
        one, other = rng.integers(24, size=2)
        if one != other and (not inward or one % 3 == other % 3):
            ties.append(Tie(f"p{one}", f"p{other}", **dates))
    return ties


def silo(seed):
    """Ties at random until a day; on that day most of them end, and new ones stay within the sectors."""
    rng = np.random.default_rng(seed)
    ties = [
        *drawn(rng, 20, inward=False),
        *drawn(rng, 50, inward=False, until=TURNED),
        *drawn(rng, 50, inward=True, since=TURNED),
    ]
    return Relations(bodies(), (), tuple(ties))


@pytest.mark.parametrize("seed", range(5))
def test_a_silo_raises_an_alert_within_one_snapshot(seed):
    found = boundary_drift(silo(seed), YEARS, permutations=2000)

    turned = next(day for day in YEARS if day >= TURNED)
    (alert,) = found.alerts
    assert (alert.day, alert.since) == (turned, date(2022, 1, 1))
    assert alert.observed < alert.before


def test_modularity_rises_with_the_silo():
    before, *_, after = boundary_drift(silo(1), YEARS, permutations=100).snapshots

    assert after.modularity > before.modularity + 0.2


def test_a_network_that_stays_as_mixed_as_chance_rarely_raises_one():
    days = [date(2020, 1, 1)]
    alerts = 0
    for seed in range(40):
        ties = tuple(drawn(np.random.default_rng(seed), 60, inward=False))
        alerts += len(boundary_drift(Relations(bodies(), (), ties), days, permutations=500).alerts)

    # 1 in 40 by the 2.5 % that the percentile allows; more than 4 would be a chance of under 1 in 200.
    assert alerts <= 4


def test_one_that_stays_as_inward_as_it_was_raises_no_second_alert():
    ties = tuple(drawn(np.random.default_rng(3), 60, inward=True))

    found = boundary_drift(Relations(bodies(), (), ties), YEARS, permutations=500)

    assert [alert.day for alert in found.alerts] == [YEARS[0]]


def test_a_handful_of_ties_raises_none():
    ties = tuple(drawn(np.random.default_rng(3), 4, inward=True))

    found = boundary_drift(Relations(bodies(), (), ties), YEARS, permutations=500)

    assert found.alerts == ()
    assert "too few dated ties" in drift_advice(found)[0]


def test_a_partner_that_has_closed_is_gone_from_later_snapshots():
    partners = (Partner("a", "A", "health", valid_to=date(2020, 6, 30)), Partner("b", "B", "police"))

    before, after = boundary_drift(
        Relations(partners, (), (Tie("a", "b"),)), [date(2020, 1, 1), date(2021, 1, 1)]
    ).snapshots

    assert (before.network.n, before.network.ties) == (2, 1)
    assert (after.network.n, after.network.ties) == (1, 0)


def test_the_advice_says_when_it_turned_and_what_to_ask():
    advice = drift_advice(boundary_drift(silo(1), YEARS, lens=Lens("sector", "partners"), permutations=500))

    assert advice[0].startswith("By 1 January 2023 the network had turned inward")
    assert "Ask which ties across were lost." in advice[0]


def test_undated_ties_are_looked_at_today_only():
    assert turning_days([Tie("a", "b")], today=date(2026, 5, 1)) == (date(2026, 5, 1),)
