"""Charts of profile nhsr022 against NHSRplotthedots itself, point by point (tests/data/spc/SOURCE.md)."""

import csv
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from commonweal.measures.chart import Chart, control_chart
from commonweal.measures.profiles import NHSR022
from commonweal.measures.schema import Event, Measure, Series

SPC = Path(__file__).parents[1] / "data" / "spc"

# What the package calls the rule that labels a point.
LABELS = {
    None: "Common Cause",
    "above-upper-limit": "Above UCL",
    "below-lower-limit": "Below LCL",
    "rising-trend": "7 Point Trend (Increasing)",
    "falling-trend": "7 Point Trend (Decreasing)",
    "two-of-three-high": "2 in 3 Above CL",
    "two-of-three-low": "2 in 3 Below CL",
    "shift-high": "7 Points Above CL",
    "shift-low": "7 Points Below CL",
}
KINDS = {"common": "common_cause", "improvement": "special_cause_improvement", "concern": "special_cause_concern"}

# File: (better, rules, dates of rebases).
SETTINGS = {
    "deviations_screened": ("higher", NHSR022, ()),
    "deviations_unscreened": ("higher", replace(NHSR022, screen_outliers=False), ()),
    "national_breaches_fixed12": ("lower", replace(NHSR022, fix_after=12), ()),
    "national_rebased_twice": ("higher", NHSR022, (date(2017, 4, 1), date(2018, 4, 1))),
    "pilot_trusts_pct4h_target95": ("higher", NHSR022, ()),
    "readme_RQM_target1200": ("lower", NHSR022, ()),
    "vignette_RRK_rebased": ("lower", NHSR022, (date(2018, 7, 1),)),
    "vignette_RRK_stable": ("lower", NHSR022, ()),
    "vignette_facet6": ("lower", NHSR022, ()),
}


def expected(name):
    """The rows of an expected file, by the series they belong to."""
    with (SPC / "expected" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        groups = defaultdict(list)
        for row in csv.DictReader(file):
            groups[row["f"]].append(row)
    return groups


def chart_of(rows, *, better, rules, rebases=()) -> Chart:
    days = tuple(date.fromisoformat(row["x"]) for row in rows)
    target = None if rows[0]["target"] == "NA" else float(rows[0]["target"])
    measure = Measure("measure", "factor", "Measure", better=better, target=target)
    events = [Event(day, "rebased", measure="measure", kind="rebase") for day in rebases]
    series = Series("measure", days, tuple(float(row["y"]) for row in rows), resolution="day")
    return control_chart(series, measure, events=events, rules=rules)


@pytest.mark.parametrize("name", SETTINGS)
def test_limits_are_those_of_the_package_at_every_point(name):
    better, rules, rebases = SETTINGS[name]

    for rows in expected(name).values():
        chart = chart_of(rows, better=better, rules=rules, rebases=rebases)
        limits = [(point.limits.mean, point.limits.lower, point.limits.upper) for point in chart.points]

        assert [
            pytest.approx([float(row[key]) for key in ("mean_col", "lpl", "upl")], rel=1e-9) for row in rows
        ] == limits


@pytest.mark.parametrize("name", SETTINGS)
def test_kind_and_rule_are_those_of_the_package_at_every_point(name):
    better, rules, rebases = SETTINGS[name]

    for rows in expected(name).values():
        chart = chart_of(rows, better=better, rules=rules, rebases=rebases)

        assert [KINDS[point.kind] for point in chart.points] == [row["point_type"] for row in rows]
        assert [LABELS[point.label] for point in chart.points] == [row["special_cause_type"] for row in rows]
        assert [point.phase - 1 for point in chart.points] == [int(row["rebase_group"]) for row in rows]
        trial = {phase.number: phase.trial for phase in chart.phases}
        assert [trial[point.phase] for point in chart.points] == [row["short_group_warning"] == "TRUE" for row in rows]


def test_the_expected_files_are_all_compared():
    assert {path.stem for path in (SPC / "expected").glob("*.csv")} == set(SETTINGS)


def test_the_readme_chart_made_from_the_raw_attendances_is_the_same():
    with (SPC / "ae_attendances.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["org_code"] == "RQM" and row["type"] == "1"]
    known = sorted((date.fromisoformat(row["period"]), float(row["breaches"])) for row in rows)
    before = [(day, value) for day, value in known if day < date(2018, 4, 1)]
    series = Series("breaches", *(tuple(column) for column in zip(*before, strict=True)))
    measure = Measure("breaches", "waits", "Breaches", better="lower", target=1200.0, profile="nhsr022")

    chart = control_chart(series, measure)

    first = expected("readme_RQM_target1200")["no facet"][0]
    assert chart.limits.mean == pytest.approx(float(first["mean_col"]), rel=1e-9)
    assert chart.assurance == "hit-or-miss"
