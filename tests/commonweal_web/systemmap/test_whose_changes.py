"""Whose a change is that a form made while nobody drew: one person's, or of several nobody's."""

import pytest

from commonweal_web.audit.selectors import last_number
from commonweal_web.audit.services import record
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.selectors import written_since

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("roles", "named"), [(["analyst", "analyst"], True), (["analyst", "convenor"], False)])
def test_only_one_person_is_named_and_none_of_several(place_with_people, roles, named):
    before, people = last_number(), place_with_people.users
    for role in roles:
        record(event="factor changed", place="smallville", by=people[role], target="factor:calls")

    _, who = written_since(Layer(place_with_people.place), before, "map:0")

    assert who == (f"user:{people['analyst'].pk}" if named else "")
