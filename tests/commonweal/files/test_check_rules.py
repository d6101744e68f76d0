"""One broken passage in a place without a fault gives the one fault that it is."""

import pytest

from commonweal.files.folder import check_place
from small_place import FILES, altered, small_place

# (file, what stands there, what is written instead, where the fault is told, words of it)
BROKEN = [
    ("partners.csv", "police,\"P", "council,\"P", "partners.csv, row 3, column id", "stands in row 2 too"),
    ("partners.csv", "council,Smallville", "Council!,Smallville", "partners.csv, row 2, column id", "Write council."),
    ("partners.csv", "police,\"P", "pool,\"P", "partners.csv, row 3, column id", "kept for money"),
    ("partners.csv", ",council,unitary", ",Council,unitary", "partners.csv, row 2, column sector", "health, council"),
    ("partners.csv", "2030-03-31", "2001-03-31", "partners.csv, row 3, column valid_to", "is before valid_from"),
    ("partners.csv", "2030-03-31", "31/03/2030", "partners.csv, row 3, column valid_to", "Write the year first: 2030"),
    ("partners.csv", "2030-03-31", "2030-02-30", "partners.csv, row 3, column valid_to", "not in the calendar"),
    ("people.csv", ",police,", ",polise,", "people.csv, row 2, column partner", "Did you mean police?"),
    ("ties.csv", "council,police", "council,nobody", "ties.csv, row 2, column to", "no partner or person"),
    ("ties.csv", "2024-01-01", "2019-01-01", "ties.csv, row 2, column until", "is before since"),
    ("factors.csv", ",120,", ",-120,", "factors.csv, row 2, column baseline", "no level"),
    ("factors.csv", ",120,", ",0,", "factors.csv, row 2, column baseline", "no level"),
    ("factors.csv", ",120,", ',"1,200",', "factors.csv, row 2, column baseline", "Write 1200."),
    ("factors.csv", ",120,", ",n/a,", "factors.csv, row 2, column baseline", "Leave the cell empty"),
    ("factors.csv", "0,900", "900,0", "factors.csv, row 3, column floor", "above the ceiling"),
    ("factors.csv", "0,900", "0,200", "factors.csv, row 3, column baseline", "above the ceiling 200"),
    ("factors.csv", "0,900", "400,900", "factors.csv, row 3, column baseline", "below the floor 400"),
    ("factors.csv", "-0.02,0,0.02", "0.02,0,-0.02", "factors.csv, row 2, column trend_low", "is above trend 0"),
    ("factors.csv", "-0.02,0,0.02", "-0.02,,0.02", "factors.csv, row 2, column trend", "is given and trend is not"),
    ("factors.csv", "-0.02,0,0.02", "-1,0,0.02", "factors.csv, row 2, column trend_low", "above -1"),
    ("factors.csv", "lower,0,,,,0,", "lower,0,,0.1,,0,", "factors.csv, row 6, column trend", "a stock changes only"),
    ("actors.csv", ",3", ",4", "actors.csv, row 2, column power", "Write 1, 2 or 3"),
    ("actors.csv", "patrols", "patrol", "actors.csv, row 2, column factor", "Did you mean patrols?"),
    ("links.csv", "drinking,calls", "calls,calls", "links.csv, row 2, column to", "from calls to itself"),
    ("links.csv", "influences,+,,", "influences,,,", "links.csv, row 2, column sign", "no sign"),
    ("links.csv", "0.2,0.3,0.5", "-0.2,0.3,0.5", "links.csv, row 2, column elasticity_low", "minus in the sign column"),
    ("links.csv", "0.2,0.3,0.5", "0.2,0.6,0.5", "links.csv, row 2, column elasticity", "above elasticity_high 0.5"),
    ("links.csv", "0,1,2,5", "0,-1,2,5", "links.csv, row 2, column delay", "is negative"),
    ("links.csv", "0,1,2,5", "0,1,2,7", "links.csv, row 2, column grade", "from 1 (best) to 6"),
    ("links.csv", "waiting,adds_to", "waiting,influences", "links.csv, row 5, column kind", "a stock changes only"),
    ("links.csv", "drinking,calls,influences", "drinking,calls,drains", "links.csv, row 2, column kind", "needs a"),
    ("links.csv", "council\n", "police\n", "links.csv, row 4, column to", "stands in row 3"),
    ("links.csv", "drinking,waiting", "drink,waiting", "links.csv, row 5, column from", "Did you mean drinking?"),
    ("maps.csv", "waits,Waiting", "nights,Waiting", "maps.csv, row 3, column id", "stands in row 2 too"),
    ("maps.csv", "waits,Waiting", "main,Waiting", "maps.csv, row 3, column id", "the map of the whole place"),
    ("positions.csv", "nights,drinking", "night,drinking", "positions.csv, row 2, column map", "Did you mean nights?"),
    ("positions.csv", "nights,calls", "nights,cals", "positions.csv, row 3, column factor", "Did you mean calls?"),
    ("positions.csv", "nights,calls", "nights,drinking", "positions.csv, row 3, column factor", "in row 2 too"),
    ("positions.csv", "180,40", "180,inf", "positions.csv, row 3, column y", "not a number"),
    ("positions.csv", "180,40", ",40", "positions.csv, row 3, column x", "the cell is empty"),
    ("positions.csv", ",90,council", ",90,sargent", "positions.csv, row 7, column body", "Did you mean sergeant?"),
    ("positions.csv", "main,,0.5", "main,calls,0.5", "positions.csv, row 7, column body", "both calls and council"),
    ("positions.csv", ",90,council", ",90,", "positions.csv, row 7, column factor", "the row places nothing"),
    ("positions.csv", "main,,0.5,90,council", "nights,,5,9,police", "positions.csv, row 7, column body", "in row 6"),
    ("saved_views.csv", "night\",nights", "night\",night", "saved_views.csv, row 2, column map", "mean nights?"),
    ("saved_views.csv", "drinking,2", "drinkin,2", "saved_views.csv, row 2, column focus", "Did you mean drinking?"),
    ("saved_views.csv", "@police", "@polise", "saved_views.csv, row 3, column focus", "Did you mean police?"),
    ("saved_views.csv", "drinking,2", "drinking,6", "saved_views.csv, row 2, column steps", "1 to 5"),
    ("saved_views.csv", "leverage,calls", "leverage,cals", "saved_views.csv, row 2, column outcome", "mean calls?"),
    ("saved_views.csv", "leverage,", "levers,", "saved_views.csv, row 2, column colour", "leverage"),
    ("saved_views.csv", "activity;driver", "activity;drivers", "saved_views.csv, row 2, column hide", "no kind of"),
    ("saved_views.csv", ",,all,", ",,some,", "saved_views.csv, row 3, column who", "acts"),
    ("saved_views.csv", "police,The", "levers,The", "saved_views.csv, row 3, column id", "stands in row 2 too"),
    ("asks.csv", "drinking,police", "drinking,polise", "asks.csv, row 2, column from", "Did you mean police?"),
    ("asks.csv", "patrol,calls", "lamps,calls", "asks.csv, row 3, column id", "stands in row 2 too"),
    ("asks.csv", "police,council", "council,council", "asks.csv, row 2, column to", "council asks itself"),
    ("asks.csv", "2026-04-01", "2026-03-01", "asks.csv, row 2, column answer_by", "before the day it was made"),
    ("asks.csv", "2026-03-20", "2026-02-20", "asks.csv, row 2, column answered", "before the day it was made"),
    ("asks.csv", "2026-03-20", "", "asks.csv, row 2, column answered", "declined on no day"),
    ("asks.csv", "No money this year.", "", "asks.csv, row 2, column answer", "declined without a reason"),
    ("asks.csv", "open,,", "open,2026-03-09,", "asks.csv, row 3, column state", "open and has an answer"),
    ("measures.csv", "calls,calls", "calls,call", "measures.csv, row 2, column factor", 'no factor "call"'),
    ("measures.csv", "calls,calls", "rings,calls", "series/calls.csv", 'no measure "calls"'),
    ("events.csv", ",calls,", ",cals,", "events.csv, row 2, column measure", "Did you mean calls?"),
    ("series/calls.csv", "2024-02", "2024-01", "series/calls.csv, row 3, column period", "stands in row 2 too"),
    ("series/calls.csv", "310", "n/a", "series/calls.csv, row 2, column value", "Leave the cell empty"),
    ("series/calls.csv", "310", "1e400", "series/calls.csv, row 2, column value", "larger than any"),
    ("series/calls.csv", "310", "inf", "series/calls.csv, row 2, column value", "not a number"),
    ("series/calls.csv", "310,,,", "310,,", "series/calls.csv, row 2", "4 cells and the header 5"),
    ("series/calls.csv", "2024-05-01", "2023-05-01", "series/calls.csv, row 4, column edition", "before its period"),
    ("series/calls.csv", "2024-02", "Feb 2024", "series/calls.csv, row 3, column period", "not a date"),
    ("series/calls.csv", "period,value", "period,volume", "series/calls.csv, row 1, column value", "missing"),
    ("options.csv", ",wardens,,no", ",hub,,no", "options.csv, row 3, column requires", "hub requires itself"),
    ("options.csv", ",wardens,,no", ",ban,,no", "options.csv, row 3, column requires", "exclude each other"),
    ("options.csv", "police,0,,,", "police,0,hub,,", "options.csv, row 2, column requires", "wardens requires hub"),
    ("options.csv", ",0,,hub,", ",0,,ban,", "options.csv, row 4, column excludes", "ban excludes itself"),
    ("options.csv", ",0,,hub,", ",0,,hubb,", "options.csv, row 4, column excludes", "Did you mean hub?"),
    ("options.csv", "council;police", "council;navy", "options.csv, row 2, column needs", 'no partner "navy"'),
    ("options.csv", ",0,,hub,", ",0,,hub,perhaps", "options.csv, row 4, column must", "neither yes nor no"),
    ("options.csv", ",police,,12", ",police,,1.5", "options.csv, row 3, column start", "not a whole number"),
    ("options.csv", ",police,,12", ",police,,-1", "options.csv, row 3, column start", "negative"),
    ("effects.csv", "-0.2,-0.1", "-0.2,-1", "effects.csv, row 2, column change", "stays above -1"),
    ("effects.csv", "drinking", "waiting", "effects.csv, row 2, column factor", "a stock changes only"),
    ("effects.csv", "wardens,", "warden,", "effects.csv, row 2, column option", "Did you mean wardens?"),
    ("costs.csv", "50000", "-50000", "costs.csv, row 2, column amount", "negative"),
    ("costs.csv", "50000", "", "costs.csv, row 2, column amount", "empty"),
    ("costs.csv", "50000", "£50000", "costs.csv, row 2, column amount", "Write 50000."),
    ("costs.csv", "50000", "nan", "costs.csv, row 2, column amount", "may not be empty"),
    ("costs.csv", "police,4", "police,5", "costs.csv, row 3, column year", "last year is 4"),
    ("costs.csv", "police,4", "police,-1", "costs.csv, row 3, column year", "negative"),
    ("costs.csv", "police,4", "residents,4", "costs.csv, row 3, column partner", 'no partner "residents"'),
    ("costs.csv", "police,4", "pool,4", "costs.csv, row 3, column partner", 'no partner "pool"'),
    ("benefits.csv", "council,0.2", "council,0.3", "benefits.csv, row 2, column share", "add to 1.1"),
    ("benefits.csv", "council,0.2", ",0.2", "benefits.csv, row 3, column bearer", "no bearer"),
    ("benefits.csv", "council,0.2", "navy,0.2", "benefits.csv, row 3, column bearer", 'no partner "navy"'),
    ("benefits.csv", "900,0.6", "900,60%", "benefits.csv, row 2, column takeup", "Write 0.6."),
    ("benefits.csv", "900,0.6", "800,0.6", "benefits.csv, row 3, column population", "in row 2"),
    ("benefits.csv", "0.3,5,,", "1.3,5,,", "benefits.csv, row 2, column cashable", "fraction"),
    ("valuations.csv", "police,1,", "police,0.9,", "valuations.csv, row 2, column share", "add to 0.9"),
    ("valuations.csv", "calls,", "patrols,", "valuations.csv, row 2, column factor", "no better direction"),
    ("valuations.csv", "35,", "-35,", "valuations.csv, row 2, column value_per_unit", "negative"),
    ("valuations.csv", "2012", "12", "valuations.csv, row 2, column price_year", "no price year"),
    ("budgets.csv", "80000", "-80000", "budgets.csv, row 2, column amount", "negative"),
    ("budgets.csv", "council,", "residents,", "budgets.csv, row 2, column partner", 'no partner "residents"'),
    ("place.toml", 'rates = "green-book"', 'rates = "blue"', "place.toml, row 11, column rates", "green-book"),
    ("place.toml", 'deadweight_basis = "of_impact"', "", "place.toml, row 9, column deadweight_basis", "nobody has"),
    ("place.toml", '"of_impact"', '"of_luck"', "place.toml, row 12, column deadweight_basis", "of_population"),
    ("place.toml", "= 5", "= 0", "place.toml, row 6, column horizon_years", "from 1 to 30"),
    ("place.toml", "= 5", '= "5"', "place.toml, row 6, column horizon_years", "without quotation marks"),
    ("place.toml", '"2026-04"', '"April"', "place.toml, row 5, column start", '"2026-04"'),
    ("place.toml", "[map]", "[weights]\nnobody = 1\n[map]", "place.toml, row 15, column weights", 'no factor "nobody"'),
    ("place.toml", "[map]", "[equity]\nleast_share = 0.2\n[map]", "place.toml, row 15, column least_share", "no neigh"),
    ("place.toml", 'name = "', 'name = "\n', "place.toml, row 2", "not TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "where", "said"), BROKEN)
def test_a_broken_passage_is_told_where_it_stands(tmp_path, file, old, new, where, said):
    faults, _ = check_place(small_place(tmp_path, altered(file, old, new)))

    lines = [str(fault) for fault in faults]
    assert any(line.startswith(f"{where}:") and said in line for line in lines), lines


def test_a_place_without_a_fault_has_none(tmp_path):
    assert check_place(small_place(tmp_path)) == ((), ())


def test_all_faults_of_all_files_are_told_together(tmp_path):
    changes = altered("costs.csv", "50000", "-1") | altered("links.csv", "drinking,calls", "calls,calls")
    changes |= altered("benefits.csv", "council,0.2", "council,0.4") | altered("series/calls.csv", "310", "£310")

    faults, _ = check_place(small_place(tmp_path, changes))

    assert [fault.file for fault in faults] == ["links.csv", "costs.csv", "benefits.csv", "series/calls.csv"]


def test_a_reference_to_a_faulty_row_is_no_second_fault(tmp_path):
    faults, _ = check_place(small_place(tmp_path, altered("factors.csv", ",120,", ",lots,")))

    assert [(fault.file, fault.column) for fault in faults] == [("factors.csv", "baseline")]


def test_a_row_with_a_faulty_cell_is_looked_at_for_its_ids_too(tmp_path):
    actors = "id,partner,factor,power\na1,police,patrols,3\na1,navy,patrols,lots\n"

    faults, _ = check_place(small_place(tmp_path, {"actors.csv": actors}))

    assert [(fault.row, fault.column) for fault in faults] == [(3, "power"), (3, "id"), (3, "partner")]


def test_a_table_that_cannot_be_read_is_not_held_against_those_who_name_its_ids(tmp_path):
    faults, _ = check_place(small_place(tmp_path, altered("partners.csv", "id,name", "key,name")))

    assert [(fault.file, fault.column) for fault in faults] == [("partners.csv", "id")]


def test_a_faulty_share_is_no_second_fault_of_the_sum(tmp_path):
    faults, _ = check_place(small_place(tmp_path, altered("benefits.csv", "council,0.2", "council,a fifth")))

    assert [fault.column for fault in faults] == ["share"]


def test_a_circle_of_three_is_named_once(tmp_path):
    options = "id,name,requires\na,A,b\nb,B,c\nc,C,a\n"
    none = {"effects.csv": None, "costs.csv": None, "benefits.csv": None}

    faults, _ = check_place(small_place(tmp_path, {"options.csv": options, **none}))

    assert [fault.problem for fault in faults] == ["a requires b requires c requires a"]


def test_an_option_may_not_require_what_excludes_another_of_its_requirements(tmp_path):
    options = "id,name,requires,excludes\na,A,b;c,\nb,B,,\nc,C,,b\n"
    none = {"effects.csv": None, "costs.csv": None, "benefits.csv": None}

    faults, _ = check_place(small_place(tmp_path, {"options.csv": options, **none}))

    assert [str(fault) for fault in faults] == [
        "options.csv, row 2, column requires: a requires b and c, but b and c exclude each other. "
        "Take one of the two out of requires or excludes."
    ]


def test_three_thirds_are_a_whole(tmp_path):
    rows = "".join(f"calls,A call,35,fiscal,{bearer},0.333333333\n" for bearer in ("police", "council", "public"))

    faults, _ = check_place(
        small_place(tmp_path, {"valuations.csv": f"factor,name,value_per_unit,kind,bearer,share\n{rows}"})
    )

    assert faults == ()


ODD = [
    ("place.toml", "= 5", "= 15", "longer than the guidance's ten"),
    ("place.toml", "geography =", "geografy =", "Did you mean geography?"),
    ("budgets.csv", "pool,0", "pool,7", "The money is not used"),
    ("options.csv", ",police,,12", ",police,,60", "month 60 is beyond the plan"),
    ("links.csv", "council\n", "workshop\n", "no partner or person"),
    ("people.csv", "sergeant,", "council,", "is the id of a partner too"),
    ("factors.csv", ",source,note", ",sorce,note", "Did you mean source?"),
    ("series/calls.csv", "2024-02", "2023-12", "not in the order of time"),
    ("place.toml", "[map]", '[equity]\nneighbourhoods = ["North"]\n[map]', 'no cost is spent in "North"'),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), ODD)
def test_what_is_odd_is_a_warning_and_no_fault(tmp_path, file, old, new, said):
    changes = altered(file, old, new)
    if file == "series/calls.csv":
        changes = {file: FILES[file].replace(old, new, 1).replace("2024-05-01", "")}

    faults, warnings = check_place(small_place(tmp_path, changes))

    assert faults == ()
    assert len(warnings) == 1
    assert said in warnings[0]


def test_a_file_that_is_nearly_one_of_ours_is_asked_about(tmp_path):
    _, warnings = check_place(small_place(tmp_path, {"Budget.csv": "a,b\n", "budgets.csv": None}))

    assert warnings == ("Budget.csv: we do not read a file of this name, and keep it. Did you mean budgets.csv?",)


def test_a_long_table_of_strangers_is_told_in_good_time(tmp_path):
    factors = "id,name,kind\n" + "".join(f"factor-{number},F,cause\n" for number in range(2_000))
    links = "from,to,sign\n" + "".join(f"stranger-{number},factor-1,+\n" for number in range(20_000))
    none = dict.fromkeys(set(FILES) - {"place.toml"})

    faults, _ = check_place(small_place(tmp_path, {**none, "factors.csv": factors, "links.csv": links}))

    assert len(faults) == 20_000


def test_a_cell_of_a_hundred_thousand_digits_is_told_in_good_time(tmp_path):
    faults, _ = check_place(small_place(tmp_path, altered("costs.csv", "50000", "1" * 100_000 + "x")))

    assert [fault.column for fault in faults] == ["amount"]
