"""What holds in every example place: it is whole, it runs, and it says of every row whether it is real or invented."""

import pytest

from commonweal.files.folder import check_place, read_case, read_place, write_place
from commonweal.investment.portfolio.outlook import case_model
from commonweal.simulation.runaways import runaways
from published_rows import ROOT, Example

PLACES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/place.toml"))

# Tables in which nothing but the names of public bodies is real, and tables with real and invented rows.
INVENTED_TABLES = ["partners", "people", "ties", "actors", "links", "options", "effects", "costs"]
MIXED_TABLES = ["factors", "measures", "events", "benefits", "valuations", "budgets"]
PUBLISHERS = (
    "NHS England", "A&E attendances and emergency admissions", "Critical care", "Discharge situation reports",
    "Reasons for delayed discharge", "Adult social care outcomes", "Fingertips", "data.police.uk", "Health Index",
    "Indices of Deprivation", "DLUHC", "ONS", "Mid-year population", "Unit cost database", "HM Treasury",
    "Healthwatch Wakefield", "Seen in the published rows", "Public record", "Health and Care Act",
    "Health and Social Care Act",
)  # fmt: skip

# The one place whose people are of levels, of which it is about.
PEOPLE = {"merton": {"level"}}

places = pytest.mark.parametrize("place", PLACES)


def is_invented(row: dict[str, str]) -> bool:
    return "invented" in row["source"].lower()


def is_said(row: dict[str, str]) -> bool:
    return is_invented(row) or any(name in row["source"] for name in PUBLISHERS)


def test_there_are_six_example_places():
    assert PLACES == ["cornwall", "kent", "merton", "plymouth", "wakefield", "wirral"]


@places
def test_an_example_place_has_no_faults_and_nothing_odd(place):
    assert check_place(Example(place).folder) == ((), ())


@places
def test_an_example_place_goes_out_and_comes_back_the_same(place, tmp_path):
    folder = read_place(Example(place).folder)

    write_place(folder, tmp_path / "copy")

    assert read_place(tmp_path / "copy") == folder


@places
def test_no_loop_of_an_example_place_runs_away(place):
    assert runaways(case_model(read_case(Example(place).folder))) == ()


@places
def test_every_option_of_an_example_place_acts_and_costs(place):
    example = Example(place)
    options = {row["id"] for row in example.rows("options")}

    assert {row["option"] for row in example.rows("effects")} == options
    assert {row["option"] for row in example.rows("costs")} == options


@places
def test_every_partner_that_an_option_needs_pays_or_gains_somewhere(place):
    example = Example(place)
    needed = {partner for row in example.rows("options") for partner in row["needs"].split(";")}

    payers = {row["partner"] for row in example.rows("costs") if row["kind"] != "in_kind"}
    gainers = {row["bearer"] for table in ("benefits", "valuations") for row in example.rows(table)}

    assert needed <= payers | gainers


@places
def test_every_partner_who_pays_states_a_budget(place):
    example = Example(place)

    assert {row["partner"] for row in example.rows("costs")} <= {row["partner"] for row in example.rows("budgets")}


@places
def test_people_have_jobs_and_no_names(place):
    columns = set(Example(place).rows("people")[0])

    assert columns == {"id", "partner", "profession", "role", "source"} | PEOPLE.get(place, set())


@places
@pytest.mark.parametrize("table", INVENTED_TABLES)
def test_every_row_of_an_invented_table_says_that_it_is_invented(place, table):
    unsaid = [row for row in Example(place).rows(table) if not is_invented(row)]

    assert unsaid == []


@places
@pytest.mark.parametrize("table", MIXED_TABLES)
def test_every_other_row_names_a_publisher_or_says_that_it_is_invented(place, table):
    unsaid = [row for row in Example(place).rows(table) if not is_said(row)]

    assert unsaid == []


@pytest.mark.parametrize("place", [place for place in PLACES if place != "kent"])
def test_only_kent_has_budgets_of_which_a_part_is_real(place):
    assert all(is_invented(row) for row in Example(place).rows("budgets"))


@places
def test_every_trend_is_invented_and_says_so(place):
    unsaid = [row["id"] for row in Example(place).rows("factors") if row["trend"] and not is_invented(row)]

    assert unsaid == []


@places
def test_every_measure_says_where_it_comes_from_and_under_which_licence(place):
    for row in Example(place).rows("measures"):
        assert row["source"]
        assert row["publisher"]
        assert row["definition"]
        allowed = {""} if is_invented(row) else {"Open Government Licence v3.0", "Quoted as a fact"}
        assert row["licence"] in allowed


@places
def test_what_is_to_be_counted_yet_has_no_series_and_everything_else_has_one(place):
    example = Example(place)

    assert example.series == {row["id"] for row in example.rows("measures") if not is_invented(row)}


@places
def test_every_table_is_in_the_account_of_what_is_real_and_what_is_invented(place):
    example = Example(place)

    unsaid = [path.name for path in example.folder.glob("*.csv") if f"`{path.name}`" not in example.account]

    assert unsaid == []
    assert "Contains public sector information licensed under the" in example.account
