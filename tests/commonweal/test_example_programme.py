"""The example programme joins all example places, and keeps the history of who steered."""

from datetime import date
from pathlib import Path

from commonweal.files.programmes.programme_toml import check_programme, read_programme

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_example_programme_has_six_places_two_co_chairs_and_a_history():
    programme = read_programme(EXAMPLES)
    in_office = [member for member in programme.members if member.is_in_office]
    chairs = {member.sector for member in in_office if member.role == "co-chair"}
    replaced = {member.id: (member.valid_to, member.replaced_by) for member in programme.members if member.replaced_by}

    assert set(programme.places) == {path.parent.name for path in EXAMPLES.glob("*/place.toml")}
    assert len(programme.places) == 6
    assert 14 <= len(in_office) <= 18
    assert chairs == {"council", "health"}
    assert replaced["public-health-england"] == (date(2021, 9, 30), ("ohid", "ukhsa"))
    assert replaced["nhs-improving-quality"][0] is None


def test_the_example_programme_has_no_faults_and_nothing_odd():
    assert check_programme(EXAMPLES) == ((), ())


def test_every_seat_of_the_example_programme_is_invented_and_says_so():
    assert all("invented" in member.source.lower() for member in read_programme(EXAMPLES).members)
