"""Front page, home, factors, jobs and audit: what they show, to whom, and how much they ask of the database."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal_web.audit.services import record
from commonweal_web.investment.decisions import services
from commonweal_web.jobs import services as jobs
from commonweal_web.jobs import work
from commonweal_web.jobs.models import Job
from commonweal_web.measures.models import Event, Measure, Observation
from commonweal_web.pages.views import front
from commonweal_web.place.models import Place
from commonweal_web.systemmap.models import Factor, Link

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
MONTHS = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(24)]


def address(name: str, *arguments: object) -> str:
    return reverse(f"pages:{name}", args=["smallville", *arguments])


ASKED = {"objective": "public-value", "runs": 100, "seed": 1}


def measure_calls(place: Place) -> Measure:
    """Twelve months of 100 and 110 by turns, then twelve of 300: far above the limits that they had."""
    factor = Factor.objects.get(place=place, slug="calls")
    measure = Measure.objects.create(
        place=place, slug="calls-logged", factor=factor, name="Calls logged", unit="calls", better="lower",
        has_series=True, source="Call log",
    )  # fmt: skip
    values = [100.0, 110.0] * 11 + [100.0, 300.0]
    Observation.objects.bulk_create(
        Observation(measure=measure, position=at, period=day, value=value)
        for at, (day, value) in enumerate(zip(MONTHS, values, strict=True))
    )
    return measure


def test_the_front_page_says_what_this_is(client: Any):
    page = client.get("/").content.decode()

    assert "nobody can answer alone" in page
    assert reverse("account_login") in page


def test_the_front_page_lists_my_places_and_no_others(place_with_people: Any, client_for: Any):
    page = client_for(place_with_people.outsider).get("/").content.decode()

    assert "Elsewhere" in page
    assert "Smallville" not in page


def test_home_shows_the_question_and_a_line_for_each_room(place_with_people: Any, client_for: Any):
    page = client_for(place_with_people.users["observer"]).get(address("home")).content.decode()

    assert "What next?" in page
    assert "Three factors, two links" in page
    assert "Two options, no decision yet" in page


def test_home_tells_what_changed_since_the_last_visit(place_with_people: Any, client_for: Any):
    client = client_for(place_with_people.users["analyst"])
    client.get(address("home"))
    job = services.ask_for_decision(
        place=place_with_people.place,
        objective="public-value",
        runs=100,
        seed=1,
        by=place_with_people.users["convenor"],
    )
    work.do(job)

    page = client.get(address("home")).content.decode()
    later = client.get(address("home")).content.decode()

    assert "A joint decision was worked out" in page
    assert "A decision to read" in page
    assert "Nothing that you can see has changed" in later


def test_home_writes_a_session_again_only_after_a_minute_or_after_something_changed(
    place_with_people: Any, client_for: Any, monkeypatch: pytest.MonkeyPatch
):
    client = client_for(place_with_people.users["observer"])
    writes = 'UPDATE "django_session"'

    def written() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address("home"))
        return sum(writes in query["sql"] for query in asked)

    assert written() == 1
    assert written() == 0
    record(event="decision worked out", place="smallville", by=None, target="decision 1")
    changed = written()
    assert written() == 0
    monkeypatch.setattr(front, "SEEN_WITHIN", timedelta(0))
    assert (changed, written()) == (1, 1)


def test_home_keeps_no_session_of_somebody_who_is_told_of_no_changes(place_with_people: Any):
    Place.objects.update(is_public=True)
    visitor = Client()

    assert visitor.get(address("home")).status_code == 200
    assert not visitor.cookies


def test_a_decision_that_was_read_waits_no_longer(place_with_people: Any, client_for: Any):
    work.do(
        services.ask_for_decision(
            place=place_with_people.place,
            objective="public-value",
            runs=100,
            seed=1,
            by=place_with_people.users["analyst"],
        )
    )
    client = client_for(place_with_people.users["analyst"])
    client.get(reverse("investment:decision", args=["smallville", 1]))

    assert "A decision to read" not in client.get(address("home")).content.decode()


def test_home_tells_nothing_of_what_the_other_partner_keeps_to_itself(place_with_people: Any, client_for: Any):
    record(
        event="factor changed", place="smallville", by=place_with_people.users["contributor"], target="zebrafish-factor"
    )
    record(event="option changed", place="smallville", by=None, target="calls")  # the id of a factor that is seen
    record(event="factor changed", place="smallville", by=place_with_people.police, target="calls")

    page = client_for(place_with_people.police).get(address("home")).content.decode()

    assert "Factor changed: Calls to the police" in page
    assert "zebrafish" not in page.lower()
    assert page.count("Factor changed") == 1
    assert "Option changed" not in page


def test_a_partner_sees_its_own_private_factor_counted_and_the_other_does_not(place_with_people: Any, client_for: Any):
    council = client_for(place_with_people.users["observer"]).get(address("factors")).content.decode()
    police = client_for(place_with_people.police).get(address("factors")).content.decode()

    assert "Zebrafish" in council
    assert "Marzipan" not in council
    assert "Marzipan" in police
    assert "Zebrafish" not in police
    assert "3 factors" in police


def test_the_list_shows_the_latest_value_and_its_variation(place_with_people: Any, client_for: Any):
    measure_calls(place_with_people.place)

    page = client_for(place_with_people.users["observer"]).get(address("factors")).content.decode()

    assert "300 calls" in page
    assert "December 2025" in page
    assert "concern" in page


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ({"q": "CALLS"}, "Calls to the police", "Street drinking"),
        ({"kind": "cause"}, "Street drinking", "Calls to the police"),
        ({"measured": "yes"}, "Calls to the police", "Street drinking"),
        ({"measured": "no"}, "Street drinking", "Calls to the police"),
        ({"q": "<script>"}, "No factor fits", "<script>alert"),
    ],
)
def test_factors_are_searched(query: dict[str, str], shown: str, hidden: str, place_with_people: Any, client_for: Any):
    measure_calls(place_with_people.place)

    client = client_for(place_with_people.police)
    answer = client.get(address("factors"), query).content.decode()

    assert shown in answer
    assert hidden not in answer


def test_a_thousand_factors_ask_no_more_of_the_database(
    place_with_people: Any, client_for: Any, django_assert_max_num_queries: Any
):
    place = place_with_people.place
    made = Factor.objects.bulk_create(
        Factor(place=place, slug=f"f{at}", name=f"Factor {at}", kind="cause", position=at) for at in range(1000)
    )
    Measure.objects.bulk_create(
        Measure(place=place, slug=f"m{at}", factor=factor, name=f"Measure {at}", has_series=True)
        for at, factor in enumerate(made)
    )
    client = client_for(place_with_people.users["observer"])

    with django_assert_max_num_queries(12):
        answer = client.get(address("factors"), {"page": 2, "measured": "yes"})

    assert answer.status_code == 200
    assert "Page 2 of 20" in answer.content.decode()


def test_the_page_of_a_factor_shows_chart_table_links_and_loops(place_with_people: Any, client_for: Any):
    place = place_with_people.place
    measure_calls(place)
    calls, drinking = Factor.objects.get(slug="calls"), Factor.objects.get(slug="drinking")
    Link.objects.create(place=place, from_factor=calls, to_factor=drinking, sign="-", contributed_by="council")
    Event.objects.create(place=place, date=date(2025, 1, 1), text="New night shift", factor=calls)

    page = client_for(place_with_people.users["observer"]).get(address("factor", "calls")).content.decode()

    assert "<svg" in page
    assert "Calls logged: every value" in page
    assert "raises it, medium" in page
    assert "Smallville Police" in page
    assert "Calls to the police → Street drinking → Calls to the police" in page
    assert "balancing" in page
    assert "New night shift" in page


def test_views_that_differ_are_marked(place_with_people: Any, client_for: Any):
    place = place_with_people.place
    ends = {"from_factor": Factor.objects.get(slug="drinking"), "to_factor": Factor.objects.get(slug="calls")}
    Link.objects.create(place=place, sign="-", contributed_by="council", **ends)

    page = client_for(place_with_people.users["observer"]).get(address("factor", "calls")).content.decode()

    assert "views differ" in page


def test_a_factor_of_the_other_partner_is_as_absent_as_one_that_does_not_exist(place_with_people: Any, client_for: Any):
    client = client_for(place_with_people.police)

    hidden, absent = (client.get(address("factor", slug)) for slug in ("zebrafish-factor", "nowhere-factor"))

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert TOKEN.sub("", hidden.content.decode()) == TOKEN.sub("", absent.content.decode())


def test_a_name_made_of_markup_is_shown_as_text(place_with_people: Any, client_for: Any):
    measure = measure_calls(place_with_people.place)
    Measure.objects.filter(pk=measure.pk).update(name="<script>alert(1)</script>", unit="<b>calls</b>")

    page = client_for(place_with_people.users["observer"]).get(address("factor", "calls")).content.decode()

    assert "<script>alert" not in page
    assert "<b>calls" not in page


def test_a_running_job_shows_how_far_it_is_and_asks_again(place_with_people: Any, client_for: Any):
    job = jobs.ask(kind="decide", place=place_with_people.place, by=None, arguments={})
    Job.objects.update(state="running", progress=0.42)

    client = client_for(place_with_people.users["analyst"])
    page = client.get(address("job", job.pk)).content.decode()
    part = client.get(address("job", job.pk), headers={"HX-Request": "true"}).content.decode()

    assert 'value="42"' in page
    assert 'http-equiv="refresh"' in page
    assert 'hx-trigger="every 1s"' in part
    assert "<h1" not in part


def test_a_job_is_stopped_by_who_may_run(place_with_people: Any, client_for: Any):
    job = jobs.ask(kind="decide", place=place_with_people.place, by=None, arguments={})

    refused = client_for(place_with_people.users["observer"]).post(address("job_cancel", job.pk))
    client_for(place_with_people.users["analyst"]).post(address("job_cancel", job.pk))

    job.refresh_from_db()
    assert refused.status_code == 403
    assert job.state == "cancelled"


def test_a_job_of_another_place_is_not_found(place_with_people: Any, client_for: Any):
    job = jobs.ask(kind="decide", place=Place.objects.get(slug="elsewhere"), by=None, arguments={})

    assert client_for(place_with_people.users["analyst"]).get(address("job", job.pk)).status_code == 404


def test_the_auditor_reads_and_downloads_the_chain(place_with_people: Any, client_for: Any):
    record(event="place changed", place="smallville", by=place_with_people.users["convenor"], target="smallville")
    client = client_for(place_with_people.users["auditor"])

    page = client.get(address("audit")).content.decode()
    table = b"".join(client.get(address("audit_csv")).streaming_content).decode()

    assert "place changed" in page
    assert table.splitlines()[0].startswith("number,at,event")
    assert len(table.splitlines()) == 2


@pytest.mark.parametrize("page", ["1", "99", "x", "-4", "99999999999999999999"])
def test_any_page_of_the_chain_is_answered(page: str, place_with_people: Any, client_for: Any):
    record(event="place changed", place="smallville", by=None, target="smallville")

    assert client_for(place_with_people.users["auditor"]).get(address("audit"), {"page": page}).status_code == 200


@pytest.mark.parametrize("name", ["audit", "audit_csv"])
def test_only_auditors_read_the_chain(name: str, place_with_people: Any, client_for: Any):
    assert client_for(place_with_people.users["convenor"]).get(address(name)).status_code == 403
    assert client_for(place_with_people.outsider).get(address(name)).status_code == 404


@pytest.mark.parametrize("name", ["home", "factors"])
def test_an_outsider_finds_no_place(name: str, place_with_people: Any, client_for: Any):
    assert client_for(place_with_people.outsider).get(address(name)).status_code == 404


def test_a_factor_page_leads_those_who_may_to_add_a_value(place_with_people, client_for):
    measure = measure_calls(Place.objects.get(slug="smallville"))
    link = f"/smallville/measures/{measure.slug}/values/add/"

    contributor, observer = (
        client_for(place_with_people.users[role]).get(address("factor", "calls")).content.decode()
        for role in ("contributor", "observer")
    )

    assert link in contributor
    assert link not in observer


def test_a_factor_page_counts_the_loops_that_it_does_not_list(place_with_people: Any, client_for: Any):
    """Fourteen factors that each act on the calls and are acted on by them: fourteen loops of two."""
    place = place_with_people.place
    calls = Factor.objects.get(place=place, slug="calls")
    for number in range(14):
        other = Factor.objects.create(place=place, slug=f"other-{number}", name=f"Other {number}", kind="cause")
        Link.objects.create(place=place, from_factor=calls, to_factor=other, sign="+")
        Link.objects.create(place=place, from_factor=other, to_factor=calls, sign="+")

    page = client_for(place_with_people.guest).get("/smallville/factors/calls/").content.decode()

    assert "The 12 shortest of 14 of 6 factors at the most." in page
    assert page.count("/smallville/map/?way=calls.other-") == 12
