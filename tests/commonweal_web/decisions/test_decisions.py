"""The decision in the browser: asked for, worked out, kept, read, taken away; and refused where it must be."""

import io
import json
from typing import Any

import pytest
from django.urls import reverse
from docx import Document

from commonweal.cli.decision.screen import document
from commonweal.investment.decision import joint_decision
from commonweal_web.audit.models import AuditEvent
from commonweal_web.investment.decisions import selectors, services
from commonweal_web.investment.models import Budget, Decision, Option
from commonweal_web.investment.selectors import case_of
from commonweal_web.jobs import work
from commonweal_web.jobs.models import Job
from commonweal_web.place.viewer import EVERYBODY, Viewer

pytestmark = pytest.mark.django_db
ASKED = {"objective": "public-value", "runs": "100", "seed": "3"}


def address(name: str, *arguments: object) -> str:
    return reverse(f"investment:{name}", args=["smallville", *arguments])


def work_out(small: Any, **asked: object) -> Decision:
    given = {"objective": "public-value", "runs": 100, "seed": 3, **asked}
    job = services.ask_for_decision(place=small.place, by=small.users["analyst"], **given)
    work.do(job)
    return Decision.objects.get(job=job)


def test_an_analyst_asks_and_is_taken_to_the_job(place_with_people: Any, client_for: Any):
    client = client_for(place_with_people.users["analyst"])

    answer = client.post(address("decide"), ASKED)

    job = Job.objects.get()
    assert answer.url == reverse("pages:job", args=["smallville", job.pk])
    assert job.arguments == {"objective": "public-value", "runs": 100, "seed": 3}
    assert AuditEvent.objects.filter(event="decision asked for", place="smallville").count() == 1


def test_the_decision_is_what_the_library_finds_on_what_everybody_sees(place_with_people: Any):
    decision = work_out(place_with_people)

    expected = joint_decision(case_of(place_with_people.place, EVERYBODY), runs=100, seed=3)
    assert decision.document == json.loads(json.dumps(document(expected)))
    assert decision.number == 1


def test_no_private_item_stands_in_a_decision_its_papers_or_its_pages(place_with_people: Any, client_for: Any):
    decision = work_out(place_with_people)
    client = client_for(place_with_people.police)

    word = " ".join(Document(io.BytesIO(bytes(decision.paper_docx))).element.itertext())
    shown = client.get(address("decision", 1)).content.decode()
    texts = [json.dumps(decision.document), json.dumps(decision.content), decision.paper_html, word, shown]

    hidden = [*place_with_people.secrets.values(), place_with_people.draft_secret]
    assert not [word for word in hidden for text in texts if word in text.lower()]


def test_a_job_that_is_done_again_keeps_one_decision(place_with_people: Any):
    decision = work_out(place_with_people)

    again = work.WORKERS["decide"](decision.job_id, place_with_people.place.pk, {}, lambda progress: None)

    assert (again, Decision.objects.count()) == ({"decision": 1}, 1)


def test_decisions_of_a_place_are_numbered_in_their_order(place_with_people: Any):
    numbers = [work_out(place_with_people, seed=seed).number for seed in (1, 2)]

    assert numbers == [1, 2]


def test_what_the_library_refuses_is_told_on_the_page_of_the_job(place_with_people: Any, client_for: Any):
    Option.objects.filter(slug="patrols").update(must=True)
    Budget.objects.update(amount=1.0)
    job = services.ask_for_decision(
        place=place_with_people.place, objective="public-value", runs=100, seed=1, by=place_with_people.users["analyst"]
    )

    work.do(job)

    page = client_for(place_with_people.users["analyst"]).get(reverse("pages:job", args=["smallville", job]))
    assert Job.objects.get(pk=job).state == "failed"
    assert "budget" in page.content.decode()


def test_a_member_reads_the_decision_under_each_rule(place_with_people: Any, client_for: Any):
    decision = work_out(place_with_people)
    client = client_for(place_with_people.users["observer"])

    answers = [client.get(address("decision", 1), {"rule": rule}) for rule in ("today", "shapley", "nonsense")]

    assert {answer.status_code for answer in answers} == {200}
    assert all(decision.title in answer.content.decode() for answer in answers)


def test_papers_and_data_can_be_taken_away(place_with_people: Any, client_for: Any):
    decision = work_out(place_with_people)
    client = client_for(place_with_people.users["observer"])

    data = client.get(address("data_json", 1))
    word = client.get(address("paper_docx", 1))
    page = client.get(address("paper_html", 1))

    assert data.json() == decision.document
    assert Document(io.BytesIO(word.content)).paragraphs
    assert "'sha256-" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["decision", "paper_docx", "paper_html", "data_json"])
def test_an_outsider_finds_no_decision(name: str, place_with_people: Any, client_for: Any):
    work_out(place_with_people)

    for who in (place_with_people.outsider, None):
        assert client_for(who).get(address(name, 1)).status_code == 404


def test_the_public_of_an_open_place_sees_no_decision(place_with_people: Any, client_for: Any):
    work_out(place_with_people)
    place_with_people.place.is_public = True
    place_with_people.place.save()

    assert client_for(None).get(address("decision", 1)).status_code == 404
    assert selectors.decisions(place_with_people.place, Viewer()) == []


def test_a_number_that_does_not_exist_is_not_found(place_with_people: Any, client_for: Any):
    assert client_for(place_with_people.users["analyst"]).get(address("decision", 9)).status_code == 404


def test_who_may_not_run_sees_no_form_and_is_refused(place_with_people: Any, client_for: Any):
    client = client_for(place_with_people.users["observer"])

    assert '<form method="post" action="/smallville/decide/' not in client.get(address("decide")).content.decode()
    assert client.post(address("decide"), ASKED).status_code == 403
    assert Job.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"runs": "7"}, "too few futures"),
        ({"runs": "many"}, "not a whole number"),
        ({"objective": "glory"}, "no such choice"),
        ({"seed": "-1"}, "below 0"),
    ],
)
def test_a_wrong_form_is_explained(wrong: dict[str, str], said: str, place_with_people: Any, client_for: Any):
    answer = client_for(place_with_people.users["analyst"]).post(address("decide"), {**ASKED, **wrong})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Job.objects.count() == 0


def test_no_more_than_three_wait_at_once(place_with_people: Any, client_for: Any):
    client = client_for(place_with_people.users["analyst"])
    for _ in range(3):
        client.post(address("decide"), ASKED)

    answer = client.post(address("decide"), ASKED)

    assert answer.status_code == 422
    assert Job.objects.count() == 3


def test_the_list_asks_the_database_no_more_with_more_decisions(
    place_with_people: Any, client_for: Any, django_assert_max_num_queries: Any
):
    kept = work_out(place_with_people)
    for number in range(2, 62):
        kept.pk, kept.number, kept.job = None, number, None
        kept.save(force_insert=True)
    client = client_for(place_with_people.users["analyst"])

    with django_assert_max_num_queries(12):
        answer = client.get(address("decide"))

    assert answer.status_code == 200
