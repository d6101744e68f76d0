"""Everything that the OpenAPI document allows is asked, and every answer is as the document says."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from commonweal.files.folder import read_place
from commonweal_web.accounts.services import make_token
from commonweal_web.exchange.services import import_place
from small_place import small_place

CHECKS = [schemathesis.checks.not_a_server_error, status_code_conformance, content_type_conformance,
          response_schema_conformance]  # fmt: skip


@pytest.fixture
def token(place_with_people, tmp_path):
    import_place(folder=read_place(small_place(tmp_path)), slug="newtown", by=place_with_people.police)
    return make_token(user=place_with_people.police, name="test", days=1)


@pytest.fixture
def one_connection():
    """Keeps the test's own connection open: each request would close one that has grown old, with the test's rows."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_answer_is_as_the_document_says(token, one_connection):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in schema.get_all_operations()]

    for operation in operations:
        for mode in GenerationMode:
            ask(operation, mode, {"Authorization": f"Bearer {token}"})

    assert len(operations) == 25


def ask(operation, mode, headers):
    """Questions that the document allows, and questions that it does not; half of them of a place that is there."""

    @settings(max_examples=6, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case):
        place = case.path_parameters.get("place")
        if isinstance(place, str) and len(place) % 2:
            case.path_parameters["place"] = "newtown"
        case.call_and_validate(headers=headers, checks=CHECKS)

    asked()
