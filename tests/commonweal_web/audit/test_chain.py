"""The chain of events: what goes in, and that nothing can be changed without it showing."""

import json
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from commonweal_web.accounts.models import User
from commonweal_web.audit import selectors
from commonweal_web.audit.chain import BEGINNING, digest_of
from commonweal_web.audit.models import AuditEvent, ChainHead
from commonweal_web.audit.seal import seal, unseal
from commonweal_web.audit.services import record

pytestmark = pytest.mark.django_db


def chain_of(count: int) -> None:
    for number in range(1, count + 1):
        record(event="factor added", place="smallville", by=None, target=f"factor-{number}", details={"n": number})


def test_an_event_says_who_did_what_where():
    user = User.objects.create_user("ann@example.org")

    record(event="factor added", place="smallville", by=user, target="beds", details={"was": None, "is": 1.5})

    (event,) = selectors.events("smallville")
    assert (event.number, event.event, event.actor, event.target) == (1, "factor added", f"user:{user.pk}", "beds")
    assert event.details == {"was": None, "is": "1.5"}


def test_a_digest_is_sha_256_of_the_sorted_json_of_the_row():
    # Worked out by hand: the JSON that is hashed, written out here letter for letter.
    at = datetime(2026, 4, 1, 12, tzinfo=UTC)
    row = {"number": 1, "at": at, "event": "a", "place": "p", "actor": "", "target": "t", "details": {"n": 1}}
    text = (
        '{"actor":"","at":"2026-04-01T12:00:00.000000+00:00","before":"' + BEGINNING + '","details":{"n":1},'
        '"event":"a","number":1,"place":"p","target":"t"}'
    )

    digest = digest_of({**row, "before": BEGINNING})

    assert digest == sha256(text.encode()).hexdigest()
    assert json.loads(text)["number"] == 1


def test_an_empty_chain_is_whole():
    assert selectors.verify().is_whole


def test_a_chain_as_written_is_whole():
    chain_of(5)

    verdict = selectors.verify()

    assert verdict.is_whole
    assert (verdict.number, verdict.digest) == (5, AuditEvent.objects.get(number=5).digest)


def test_numbers_dates_and_other_letters_keep_their_digest_through_the_database():
    record(
        event="tried",
        by=None,
        details={"é": "ŵ", "big": 10**15, "float": 1e16, "day": date(2026, 4, 1), "deep": [{"b": 1, "a": True}]},
    )

    assert selectors.verify().is_whole


@pytest.mark.parametrize(
    "change",
    [
        {"event": "factor removed"},
        {"place": "bigville"},
        {"actor": "user:9"},
        {"target": "another"},
        {"details": {"n": 4}},
        {"at": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_altered_row_is_found(change):
    chain_of(5)
    AuditEvent.objects.filter(number=3).update(**change)

    verdict = selectors.verify()

    assert verdict.broken_at == 3
    assert "altered" in verdict.reason


def test_an_altered_row_with_its_digest_made_anew_is_found_at_the_next():
    chain_of(5)
    row = AuditEvent.objects.filter(number=3)
    row.update(target="another")
    row.update(digest=digest_of(row.values().get()))

    verdict = selectors.verify()

    assert verdict.broken_at == 4
    assert "replaced" in verdict.reason


def test_a_missing_row_is_found():
    chain_of(5)
    AuditEvent.objects.filter(number=3).delete()

    verdict = selectors.verify()

    assert (verdict.broken_at, verdict.reason) == (3, "1 events are missing here")


def test_a_missing_row_is_found_although_the_rest_was_numbered_anew():
    chain_of(5)
    AuditEvent.objects.filter(number=3).delete()
    for number in (4, 5):
        AuditEvent.objects.filter(number=number).update(number=F("number") - 1)
    ChainHead.objects.update(number=4)

    assert selectors.verify().broken_at == 3


def test_an_inserted_row_is_found():
    chain_of(5)
    for number in (5, 4, 3):
        AuditEvent.objects.filter(number=number).update(number=F("number") + 1)
    before = AuditEvent.objects.get(number=2).digest
    row = {"number": 3, "at": datetime(2026, 1, 1, tzinfo=UTC), "event": "never done", "place": "", "actor": "",
           "target": "", "details": {}, "before": before}  # fmt: skip
    AuditEvent.objects.create(**row, digest=digest_of(row))
    ChainHead.objects.update(number=6)

    assert selectors.verify().broken_at == 4


def test_a_row_put_after_the_end_is_found():
    chain_of(2)
    AuditEvent.objects.create(number=3, at=datetime(2026, 1, 1, tzinfo=UTC), event="late", before="", digest="")

    verdict = selectors.verify()

    assert verdict.broken_at == 3
    assert "after the end" in verdict.reason


def test_a_cut_off_end_is_found():
    chain_of(5)
    AuditEvent.objects.filter(number__gt=3).delete()

    verdict = selectors.verify()

    assert (verdict.broken_at, verdict.reason) == (4, "the last 2 events are missing")


def test_a_chain_taken_out_whole_is_found():
    chain_of(2)
    AuditEvent.objects.all().delete()

    assert selectors.verify().broken_at == 1


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError, match="factor added"):
        record(event="factor added", by=None)


@pytest.mark.django_db(transaction=True)
def test_an_event_goes_when_its_change_does_not_come_about():
    with transaction.atomic():
        record(event="factor added", by=None)
        transaction.set_rollback(True)

    assert not AuditEvent.objects.exists()
    assert selectors.verify().is_whole


@pytest.mark.parametrize("where", ["event", "target", "details"])
def test_an_address_in_an_event_is_refused(where):
    given = {"event": "invited", "target": "", "details": {}, where: "ann@example.org"}
    given["details"] = {"to": ["ann@example.org"]} if where == "details" else {}

    with pytest.raises(ValueError, match="e-mail address"):
        record(by=None, **given)


def test_details_too_long_are_refused():
    with pytest.raises(ValueError, match="give ids"):
        record(event="tried", by=None, details={"text": "x" * 5000})


def test_a_target_too_long_for_its_column_is_refused_on_every_database():
    with pytest.raises(ValueError, match="target of an event has 201 letters; 200"):
        record(event="tried", by=None, target="x" * 201)


@pytest.mark.parametrize("change", ["UPDATE audit_auditevent SET event = 'x'", "DELETE FROM audit_auditevent"])
def test_the_database_itself_refuses_to_change_an_event(change):
    chain_of(1)
    seal(connection)

    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    chain_of(1)
    unseal(connection)
    assert AuditEvent.objects.count() == 2


def test_events_are_read_page_by_page_newest_first():
    chain_of(5)
    record(event="elsewhere", place="bigville", by=None)

    second, count = selectors.page_of_events("smallville", page=2, size=2)

    assert count == 5
    assert [event.number for event in second] == [3, 2]


def test_events_of_a_file_are_lines_and_no_formulas():
    record(event="=HYPERLINK()", place="smallville", by=None, target="beds", details={"n": 1})

    heading, line = selectors.csv_lines(selectors.events("smallville"))

    assert heading.startswith("number,at,event,place,actor,target,details,before,digest")
    assert ",'=HYPERLINK()," in line


def test_a_page_of_events_is_two_questions_to_the_database(django_assert_num_queries):
    chain_of(20)

    with django_assert_num_queries(2):
        selectors.page_of_events("smallville")


def test_the_last_events_of_a_place_are_found_without_reading_all_of_it():
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN (COSTS OFF)"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # with so few rows it would read all of them
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
        rows = "SELECT * FROM audit_auditevent WHERE place = %s ORDER BY number DESC LIMIT 200"
        cursor.execute(f"{explain} {rows}", ["smallville"])
        plan = str(cursor.fetchall())

    assert "audit_event_of_place" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
