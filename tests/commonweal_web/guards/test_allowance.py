"""How often something may be done: expected moments are worked out by hand."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from commonweal_web.config.guards import allowance as module
from commonweal_web.config.guards.allowance import Allowance, Counts, allowance_of


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("120/m", Allowance(120, 60)),
        ("60/h", Allowance(60, 3600)),
        ("5/s", Allowance(5, 1)),
        ("9/d", Allowance(9, 86400)),
        ("off", None),
    ],
)
def test_an_allowance_is_read(text, meant):
    assert allowance_of(text) == meant


@pytest.mark.parametrize("text", ["", "120", "120/w", "0/m", "-1/m", "1.5/m", "120 / m", "many/m"])
def test_what_is_no_allowance_is_refused(text):
    with pytest.raises(ValueError, match=f"^{text}"):
        allowance_of(text)


def test_all_may_be_used_at_once_and_then_one_each_time_its_share_has_passed():
    clock = Clock()
    counts, six_a_minute = Counts(clock), Allowance(6, 60)

    at_once = [counts.take("ann", six_a_minute) for _ in range(7)]
    clock.now += 10  # a sixth of a minute
    later = [counts.take("ann", six_a_minute) for _ in range(2)]

    assert at_once == [0, 0, 0, 0, 0, 0, 10]
    assert later == [0, 10]


def test_being_refused_makes_nobody_wait_longer():
    clock = Clock()
    counts = Counts(clock)

    waits = [counts.take("ann", Allowance(1, 60)) for _ in range(50)]
    clock.now += 60

    assert waits[-1] == 60
    assert counts.take("ann", Allowance(1, 60)) == 0


def test_one_is_not_held_back_for_another():
    counts = Counts(Clock())
    for _ in range(9):
        counts.take("ann", Allowance(1, 60))

    assert counts.take("bob", Allowance(1, 60)) == 0


@settings(deadline=None)
@given(some.integers(1, 50), some.integers(1, 3600), some.lists(some.floats(0, 100), max_size=200))
def test_nobody_ever_gets_more_than_twice_the_allowance_in_its_period(times, seconds, pauses):
    """A full burst and its refill: the bound of the algorithm (at most 2 x times in any window of its length)."""
    clock = Clock()
    counts, allowed = Counts(clock), []
    for pause in pauses:
        clock.now += pause
        if counts.take("ann", Allowance(times, seconds)) == 0:
            allowed.append(clock.now)

    most = max((sum(start <= moment < start + seconds for moment in allowed) for start in allowed), default=0)
    assert most <= 2 * times


def test_many_threads_together_get_no_more_than_is_allowed():
    counts = Counts(Clock())

    with ThreadPoolExecutor(16) as threads:
        waits = list(threads.map(lambda _: counts.take("ann", Allowance(100, 60)), range(1000)))

    assert waits.count(0) == 100


def test_memory_is_bounded_and_those_who_used_most_are_kept_in_mind(monkeypatch):
    monkeypatch.setattr(module, "MOST_NAMES", 10)
    counts = Counts(Clock())
    for _ in range(5):
        counts.take("busy", Allowance(5, 60))

    for number in range(1000):
        counts.take(f"name {number}", Allowance(5, 60))

    assert len(counts.good_at) <= 10
    assert counts.take("busy", Allowance(5, 60)) > 0


def test_who_has_nothing_to_make_good_is_forgotten_first(monkeypatch):
    monkeypatch.setattr(module, "MOST_NAMES", 10)
    clock = Clock()
    counts = Counts(clock)
    for number in range(10):
        counts.take(f"old {number}", Allowance(1, 60))
    clock.now += 61

    counts.take("new", Allowance(1, 60))

    assert set(counts.good_at) == {"new"}
