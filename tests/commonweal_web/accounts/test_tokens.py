"""Tokens for programs."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from commonweal_web.accounts import selectors
from commonweal_web.accounts.models import ApiToken, User
from commonweal_web.accounts.services import make_token, revoke_token, user_of_token
from commonweal_web.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    return User.objects.create_user("ann@example.org")


def test_a_token_speaks_for_its_user(ann):
    text = make_token(user=ann, name="dashboard", days=30)

    bearer = user_of_token(text)

    assert (bearer.user, bearer.place, bearer.scope) == (ann, None, "read")
    assert text.startswith("cwt_")


def test_the_text_of_a_token_is_kept_nowhere(ann):
    text = make_token(user=ann, name="dashboard", days=30)

    kept = [str(value) for row in [*ApiToken.objects.values(), *AuditEvent.objects.values()] for value in row.values()]

    assert not any(text in value for value in kept)


def test_an_unknown_token_speaks_for_nobody(ann):
    make_token(user=ann, name="dashboard", days=30)

    assert user_of_token("cwt_wrong") is None
    assert user_of_token("") is None


def test_a_token_ends_on_its_day(ann):
    text = make_token(user=ann, name="dashboard", days=30)
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert user_of_token(text) is None
    assert selectors.tokens(ann)[0].is_over


def test_a_revoked_token_speaks_for_nobody(ann):
    text = make_token(user=ann, name="dashboard", days=30)

    assert revoke_token(token=ApiToken.objects.get().pk, by=ann)

    assert user_of_token(text) is None
    assert not selectors.tokens(ann)


def test_nobody_revokes_the_token_of_another(ann):
    text = make_token(user=ann, name="dashboard", days=30)

    assert not revoke_token(token=ApiToken.objects.get().pk, by=User.objects.create_user("bob@example.org"))

    assert user_of_token(text).user == ann


def test_the_token_of_a_closed_account_speaks_for_nobody(ann):
    text = make_token(user=ann, name="dashboard", days=30)
    User.objects.update(is_active=False)

    assert user_of_token(text) is None


def test_a_second_use_soon_after_writes_nothing(ann, django_assert_num_queries):
    text = make_token(user=ann, name="dashboard", days=30)
    user_of_token(text)

    with django_assert_num_queries(1):
        user_of_token(text)


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_token_lasts_a_year_at_the_most(ann, days):
    with pytest.raises(ValueError, match="1 to 366 days"):
        make_token(user=ann, name="dashboard", days=days)


def test_the_database_knows_no_token_that_writes(ann):
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.create(user=ann, name="x", scope="write", digest="x", expires_at=timezone.now())
