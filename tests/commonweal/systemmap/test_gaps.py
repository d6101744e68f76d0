"""What is missing from a map, one gap a test."""

from datetime import date

from commonweal.place.schema import Partner, Person
from commonweal.systemmap.advice.gaps import gaps_advice
from commonweal.systemmap.gaps import SECTORS, Voiceless, gaps
from commonweal.systemmap.network.graph import Relations
from commonweal.systemmap.schema import Actor, Factor, Link, SystemMap, Tie

DRINKING, CALLS = Factor("drinking", "Street drinking", "cause"), Factor("calls", "Calls", "outcome")
MAP = SystemMap((DRINKING, CALLS), (Link("drinking", "calls", sign="+", grade=4),))
COUNCIL, POLICE = Partner("council", "The council", "council"), Partner("police", "The police", "police")
PANEL = Partner("panel", "The panel", "residents")


def found(partners=(), people=(), ties=(), actors=(), system_map=MAP, **more):
    return gaps(system_map, Relations(tuple(partners), tuple(people), tuple(ties)), actors, **more)


def test_a_factor_that_nobody_can_act_on_is_a_gap():
    assert found([COUNCIL], actors=[Actor("a", "council", "drinking", 2)]).without_actor == ("calls",)


def test_an_actor_whose_partner_has_closed_can_act_no_more():
    closed = Partner("trust", "Trust", "health", valid_to=date(2020, 3, 31))

    answer = found([closed], actors=[Actor("a", "trust", "calls", 3)], on=date(2021, 1, 1))

    assert answer.without_actor == ("drinking", "calls")


def test_a_partner_that_can_act_and_has_no_person_or_tie_has_no_voice():
    actors = [Actor("a", "council", "calls"), Actor("b", "police", "calls"), Actor("c", "panel", "calls")]
    people = [Person("officer", "police"), Person("chair", "panel")]
    ties = [Tie("chair", "officer")]

    answer = found([COUNCIL, POLICE, PANEL], people, ties, actors)

    assert answer.without_voice == (Voiceless("council", ("person", "tie")),)


def test_a_partner_that_cannot_act_is_not_asked_for_its_voice():
    assert found([COUNCIL]).without_voice == ()


def test_a_tie_that_has_ended_gives_no_voice():
    people = [Person("one", "council"), Person("two", "police")]
    ties = [Tie("council", "police", until=date(2020, 1, 1))]
    actors = [Actor("a", "council", "calls"), Actor("b", "police", "calls")]

    answer = found([COUNCIL, POLICE], people, ties, actors, on=date(2026, 1, 1))

    assert answer.without_voice == (Voiceless("council", ("tie",)), Voiceless("police", ("tie",)))


def test_sectors_without_a_partner_are_named_and_other_is_none():
    missing = found([COUNCIL, POLICE]).missing_sectors

    assert set(missing) == set(SECTORS) - {"council", "police"}
    assert "other" not in missing


def test_residents_are_missing_silent_or_heard():
    assert found([COUNCIL]).residents == "missing"
    assert found([PANEL]).residents == "silent"
    assert found([PANEL], people=[Person("chair", "panel")]).residents == "heard"
    assert found([PANEL, COUNCIL], ties=[Tie("panel", "council")]).residents == "heard"
    view = Link("drinking", "calls", sign="+", contributed_by="panel")
    assert found([PANEL], system_map=SystemMap((DRINKING, CALLS), (view,))).residents == "heard"


def test_a_link_with_a_grade_or_a_source_has_evidence():
    rows = (
        Link("drinking", "calls", sign="+", contributed_by="a"),
        Link("drinking", "calls", sign="+", contributed_by="b", grade=6),
        Link("drinking", "calls", sign="+", contributed_by="c", source="A report"),
        Link("drinking", "calls", sign="+", contributed_by="d", source="  "),
    )

    bare = found(system_map=SystemMap((DRINKING, CALLS), rows)).without_evidence

    assert [link.contributed_by for link in bare] == ["a", "d"]


def test_outcomes_without_a_measure_are_told_only_where_measures_are_given():
    assert found(measured=["drinking"]).without_measure == ("calls",)
    assert found(measured=["calls"]).without_measure == ()
    assert found().without_measure is None


def test_the_mandate_view_lists_who_has_most_power_first():
    actors = [Actor("a", "council", "calls", 1), Actor("b", "police", "calls", 3), Actor("c", "panel", "calls")]

    drinking, calls = found([COUNCIL, POLICE, PANEL], actors=actors).mandates

    assert (drinking.holders, drinking.most) == ((), 0)
    assert (calls.holders, calls.most) == ((("police", 3), ("council", 1), ("panel", None)), 3)


def test_a_factor_without_any_link_is_told():
    assert found(system_map=SystemMap((DRINKING, CALLS))).without_link == ("drinking", "calls")


def test_the_advice_names_people_before_numbers():
    partners = [COUNCIL, POLICE]
    answer = found(partners, actors=[Actor("a", "police", "calls", 3)], measured=[])

    lines = gaps_advice(answer, MAP, partners)

    assert lines[0].startswith("Residents are not at the table")
    assert "The police can act on the map, but has no person and no tie noted. Ask who speaks for them." in lines
    assert 'Nobody on the map can act on "Street drinking". Ask who could, or take them as given.' in lines
    assert 'Only The police has full power over "Calls".' in lines
    assert 'No measure follows "Calls", so nobody could tell whether it improved.' in lines


def test_a_map_without_gaps_is_still_asked_about():
    partners = [Partner(sector, sector, sector) for sector in SECTORS]
    people = [Person(f"p-{sector}", sector) for sector in SECTORS]
    ties = [Tie(SECTORS[0], sector) for sector in SECTORS[1:]]
    actors = [Actor(f"{sector}-{factor}", sector, factor, 3) for sector in SECTORS for factor in ("drinking", "calls")]

    answer = found(partners, people, ties, actors, measured=["calls"])

    assert gaps_advice(answer, MAP, partners) == (
        "No gap was found by these checks. Ask the room what is still missing.",
    )
