"""Deleting: what goes with an item, what keeps it, and that nothing hidden is given away."""

import re

import pytest

from commonweal_web.audit.models import AuditEvent
from commonweal_web.exchange.selectors import place_folder
from commonweal_web.exchange.services import import_place
from commonweal_web.investment.models import Effect, Option, Valuation
from commonweal_web.measures.models import Event, Measure, Observation
from commonweal_web.place.models import Attachment, Partner, Person
from commonweal_web.place.viewer import EVERYBODY
from commonweal_web.systemmap.models import Actor, Factor, Link, Position, Tie

pytestmark = pytest.mark.django_db

RELIED_ON = "Other people of this place rely on it, so nothing was deleted."
SIGNED = b'question = "What next?"\noptions = ["patrols"]\n\n[[signature]]\npartner = "police"\n'


@pytest.fixture
def contributor(place_with_people, client_for):
    return client_for(place_with_people.users["contributor"])


@pytest.fixture
def convenor(place_with_people, client_for):
    return client_for(place_with_people.users["convenor"])


@pytest.fixture
def spare(place_with_people):
    """A factor that only shared things rely on: a link, a measure with a value and an event, an effect, an actor."""
    place, partners = place_with_people.place, place_with_people.partners
    factor = Factor.objects.create(place=place, slug="spare", name="Spare factor", kind="cause", better="lower")
    Link.objects.create(
        place=place,
        from_factor=factor,
        to_factor=Factor.objects.get(slug="drinking"),
        sign="+",
        contributed_by="police",
    )
    measure = Measure.objects.create(place=place, slug="spare", factor=factor, name="Spare counted", has_series=True)
    Observation.objects.create(measure=measure, period="2026-01-01", value=1.0)
    Event.objects.create(place=place, date="2026-01-01", text="Seen", measure=measure)
    Effect.objects.create(place=place, option=Option.objects.get(slug="patrols"), factor=factor, change=-0.1)
    Actor.objects.create(place=place, slug="council-spare", partner=partners["council"], factor=factor)
    Valuation.objects.create(place=place, factor=factor, name="A spare", value_per_unit=1.0, bearer="police")
    return factor


def test_the_page_says_what_goes_with_a_factor(contributor, spare):
    page = contributor.get("/smallville/factors/spare/delete/").content.decode()

    for words in (
        "Delete Spare factor?", "Spare factor → Street drinking (view of Smallville Police)",
        "Spare counted, with one value",
        "1 January 2026: Seen", "More patrols → Spare factor", "Smallville Council", "A spare: Smallville Police",
    ):  # fmt: skip
        assert words in page
    assert Factor.objects.filter(slug="spare").exists()


def test_a_factor_goes_with_all_that_relies_on_it_and_every_deletion_is_an_event(contributor, spare):
    answer = contributor.post("/smallville/factors/spare/delete/")

    gone = (Factor.objects.filter(slug="spare"), Measure.objects, Observation.objects, Event.objects, Actor.objects,
            Valuation.objects)  # fmt: skip
    assert answer["Location"] == "/smallville/factors/"
    assert not any(rows.exists() for rows in gone)
    assert Effect.objects.count() == Link.objects.filter(disclosure="place").count() == 1  # those of the fixture
    events = AuditEvent.objects.filter(event__endswith="deleted").values_list("event", flat=True)
    assert sorted(events) == [
        "actor deleted", "effect deleted", "event deleted", "factor deleted", "link deleted", "measure deleted",
        "valuation deleted",
    ]  # fmt: skip
    assert AuditEvent.objects.filter(event="factor deleted", target="factor:spare").exists()


@pytest.mark.parametrize("who", ["police", "contributor"])
def test_what_somebody_else_keeps_to_itself_saves_a_factor_and_is_not_given_away(place_with_people, client_for, who):
    user = place_with_people.police if who == "police" else place_with_people.users[who]
    hidden = "zebrafish" if who == "police" else "marzipan"
    client = client_for(user)

    shown = client.get("/smallville/factors/calls/delete/").content.decode()
    answer = client.post("/smallville/factors/calls/delete/")

    told = answer.content.decode()
    assert answer.status_code == 422
    assert RELIED_ON in told
    assert hidden not in (shown + told).lower()
    assert Factor.objects.filter(slug="calls").exists()
    assert not AuditEvent.objects.filter(event__endswith="deleted").exists()


def test_the_page_is_the_same_with_and_without_what_is_hidden(place_with_people, client_for):
    def page() -> str:
        said = client_for(place_with_people.police).get("/smallville/factors/calls/delete/").content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", said)

    before = page()
    Link.objects.filter(contributed_by="zebrafish").delete()

    assert page() == before


def test_without_what_is_hidden_the_same_factor_goes(place_with_people, client_for):
    Link.objects.filter(contributed_by__in=["zebrafish", "marzipan"]).delete()

    client_for(place_with_people.police).post("/smallville/factors/calls/delete/")

    assert not Factor.objects.filter(slug="calls").exists()


def test_where_somebody_drew_a_factor_for_themselves_keeps_nothing(place_with_people, contributor, spare):
    Position.objects.create(
        place=place_with_people.place, factor=spare, map="main", x=1.0, y=2.0,
        owner=place_with_people.partners["police"], disclosure="organisation",
    )  # fmt: skip

    page = contributor.get("/smallville/factors/spare/delete/").content.decode()
    contributor.post("/smallville/factors/spare/delete/")

    assert "position" not in page.lower()
    assert not Factor.objects.filter(slug="spare").exists()
    assert not Position.objects.exists()


def test_an_option_goes_with_its_rows_and_the_others_name_it_no_more(place_with_people, contributor):
    place = place_with_people.place
    Option.objects.create(
        place=place, slug="wardens", name="Wardens", requires=["patrols"], excludes=["other"], needs=["police"]
    )

    shown = contributor.get("/smallville/options/patrols/delete/").content.decode()
    contributor.post("/smallville/options/patrols/delete/")

    wardens = Option.objects.get(slug="wardens")
    assert "These options name it, and stay without it: Wardens." in shown
    assert "Smallville Council, year 0, £1,000" in shown
    assert (wardens.requires, wardens.excludes, wardens.needs) == ([], ["other"], ["police"])
    assert not Option.objects.filter(slug="patrols").exists()
    assert AuditEvent.objects.filter(event="option changed", target="option:wardens").exists()


def test_a_hidden_option_that_requires_it_saves_an_option(place_with_people, contributor):
    Option.objects.filter(slug="marzipan-option").update(requires=["patrols"])

    answer = contributor.post("/smallville/options/patrols/delete/")

    assert answer.status_code == 422
    assert RELIED_ON in answer.content.decode()
    assert "marzipan" not in answer.content.decode().lower()
    assert Option.objects.filter(slug="patrols").exists()


@pytest.mark.parametrize(
    ("record", "stays"), [(SIGNED, True), (SIGNED.partition(b"[[")[0], False), (b"= broken", False)]
)
def test_an_option_stays_while_a_signed_decision_rests_on_it(place_with_people, contributor, record, stays):
    Attachment.objects.create(place=place_with_people.place, path="decisions/first.toml", content=record)

    page = contributor.get("/smallville/options/patrols/delete/").content.decode()
    contributor.post("/smallville/options/patrols/delete/")

    assert ("A signed decision rests on it (decisions/first.toml)" in page) == stays
    assert Option.objects.filter(slug="patrols").exists() == stays


def test_a_measure_goes_with_its_values_and_events(contributor, spare):
    answer = contributor.post("/smallville/measures/spare/delete/")

    assert answer.status_code == 302
    assert not Measure.objects.exists()
    assert not Observation.objects.exists()
    assert not Event.objects.exists()
    assert Factor.objects.filter(slug="spare").exists()


def test_a_role_at_a_partner_goes_only_once_nothing_relies_on_it(place_with_people, convenor):
    Tie.objects.create(place=place_with_people.place, from_id="council", to_id="sergeant")

    page = convenor.get("/smallville/people/sergeant/delete/").content.decode()
    convenor.post("/smallville/people/sergeant/delete/")
    kept = Person.objects.filter(slug="sergeant").exists()
    Tie.objects.all().delete()
    convenor.post("/smallville/people/sergeant/delete/")

    assert "Other things in this place rely on it" in page
    assert "Smallville Council → neighbourhood sergeant" in page
    assert kept
    assert not Person.objects.filter(slug="sergeant").exists()


def test_a_partner_goes_only_once_nothing_relies_on_it(place_with_people, convenor):
    Partner.objects.create(place=place_with_people.place, slug="fire", name="Fire service", sector="fire")

    busy = convenor.get("/smallville/partners/police/delete/").content.decode()
    convenor.post("/smallville/partners/police/delete/")
    convenor.post("/smallville/partners/fire/delete/")

    assert "Give it a last day instead" in busy
    assert set(Partner.objects.filter(place=place_with_people.place).values_list("slug", flat=True)) == {
        "council", "police",
    }  # fmt: skip


def test_a_partner_that_keeps_something_to_itself_stays(place_with_people, convenor):
    fire = Partner.objects.create(place=place_with_people.place, slug="fire", name="Fire service", sector="fire")
    Factor.objects.create(
        place=place_with_people.place, slug="quiet", name="Quiet", kind="cause", owner=fire, disclosure="organisation"
    )

    answer = convenor.post("/smallville/partners/fire/delete/")

    assert RELIED_ON in answer.content.decode()
    assert Partner.objects.filter(slug="fire").exists()


@pytest.mark.parametrize("role", ["observer", "evaluator"])
def test_who_contributes_nothing_deletes_nothing(place_with_people, client_for, role):
    assert client_for(place_with_people.users[role]).post("/smallville/factors/drinking/delete/").status_code == 403


def test_another_partners_factor_is_not_mine_to_delete(place_with_people, client_for):
    Factor.objects.filter(slug="drinking").update(owner=place_with_people.partners["council"])
    police = client_for(place_with_people.police)

    assert police.post("/smallville/factors/drinking/delete/").status_code == 403
    assert "factors/drinking/delete/" not in police.get("/smallville/factors/drinking/").content.decode()
    assert police.post("/smallville/factors/zebrafish-factor/delete/").status_code == 404


def test_what_is_left_is_still_a_sound_place(place_with_people, contributor, spare, tmp_path):
    contributor.post("/smallville/factors/spare/delete/")
    contributor.post("/smallville/options/patrols/delete/")

    folder = place_folder(place_with_people.place, EVERYBODY)

    assert import_place(folder=folder, slug="copy", by=None).slug == "copy"
    assert [factor.id for factor in folder.system_map.factors] == ["drinking", "calls"]
