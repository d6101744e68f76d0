"""`commonweal audit verify`."""

import pytest
from click.testing import CliRunner
from django.db import transaction

from commonweal_web.audit.models import AuditEvent
from commonweal_web.audit.services import record
from commonweal_web.command.audit import audit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_events(db):
    for number in range(3):
        with transaction.atomic():
            record(event="factor added", by=None, target=str(number))


def verify(*arguments: str):
    return CliRunner().invoke(audit, ["verify", *arguments])


def test_a_whole_chain_is_said_to_be_whole_and_its_end_is_given_for_a_note():
    told = verify()

    end = AuditEvent.objects.get(number=3)
    assert told.exit_code == 0
    assert told.output.splitlines()[-1] == f"3:{end.digest}"


def test_a_broken_chain_says_where_and_ends_with_one():
    AuditEvent.objects.filter(number=2).update(event="factor removed")

    told = verify()

    assert told.exit_code == 1
    assert "BROKEN at event 2" in told.output


def test_an_end_noted_earlier_still_stands():
    noted = verify().output.splitlines()[-1]
    record(event="factor added", by=None)

    assert verify("--since", noted).exit_code == 0


def test_a_chain_written_anew_from_its_beginning_is_found_by_the_note():
    told = verify("--since", f"3:{'a' * 64}")

    assert told.exit_code == 1
    assert "written anew" in told.output


def test_a_note_that_is_none_is_refused_with_words():
    told = verify("--since", "yesterday")

    assert told.exit_code == 2
    assert "write it as it was noted" in told.output
