"""A partner's own map, offered to the place: what was private is a view beside the others, and none is averaged."""

import pytest
from django.core.exceptions import ValidationError

from commonweal.simulation.quantify import model_from_map
from commonweal_web.exchange.selectors import case_of
from commonweal_web.place.viewer import EVERYBODY, Viewer
from commonweal_web.systemmap import selectors
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.selectors import rows_of
from commonweal_web.systemmap.merging.services import Choice, Offered, offer_layer
from commonweal_web.systemmap.models import Factor, Link
from live_client import factor, link, new_key
from live_room import Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(place_with_people):
    return place_with_people


@pytest.fixture
def police(people):
    """What the police drew for themselves: their own word for drinking, and a factor that nobody else has."""
    key = people.partners["police"].pk
    table = Table(Layer(people.place, partner=key, viewer=Viewer(roles=frozenset({"x"}), partners=frozenset({key}))))
    copy = table.sit(f"user-{people.police.pk}")
    copy.put("factors", "street-drink-a1b2", factor("Drinking in the street"))
    copy.put("factors", "lights-a1b2", factor("Street lights"))
    copy.put("links", new_key(), link("street-drink-a1b2", "calls", sign="+", strength="strong"))
    copy.put("links", new_key(), link("lights-a1b2", "street-drink-a1b2", sign="-", strength="weak"))
    copy.put("positions", "main/lights-a1b2", [7.0, 7.0])
    copy.send()
    table.work()
    assert copy.saved == 1
    return table


def views(people) -> set:
    rows = selectors.links(people.place, EVERYBODY)
    return {(row.from_, row.to, row.strength, row.contributed_by) for row in rows}


def test_a_layer_that_is_offered_is_seen_by_all_under_its_partners_name(people, police):
    Link.objects.filter(contributed_by="police").update(contributed_by="council")
    shared = Table(Layer(people.place))

    done = offer_layer(layer=police.layer, choice=Choice({"street-drink-a1b2": "drinking"}), by=people.police_lead)
    shared.work()
    police.work()

    assert done == Offered(factors=2, matched=1, links=3, renewed=0, left=0)
    assert views(people) == {
        ("drinking", "calls", "medium", "council"),
        ("drinking", "calls", "strong", "police"),
        ("lights-a1b2", "drinking", "weak", "police"),
        ("marzipan-factor", "calls", "", "police"),
    }
    assert set(shared.plain["factors"]) == {"calls", "drinking", "lights-a1b2", "marzipan-factor"}
    assert shared.plain["positions"] == {"main/lights-a1b2": [7.0, 7.0]}
    assert police.plain["factors"] == {}
    assert {root: len(rows) for root, rows in rows_of(police.layer).items() if rows} == {}
    assert not Factor.objects.filter(slug="street-drink-a1b2").exists()


def test_rival_views_go_into_the_simulation_as_two_and_not_as_their_mean(people, police):
    Link.objects.filter(contributed_by="police").update(contributed_by="council")
    before = model_from_map(case_of(people.place).system_map)

    offer_layer(layer=police.layer, choice=Choice({"street-drink-a1b2": "drinking"}), by=people.police_lead)
    after = model_from_map(case_of(people.place).system_map)

    def count(model) -> int:
        ends = [variable.id for variable in model.variables]
        named = {(ends[one.cause], ends[one.effect]): one.views for one in model.influences}
        return len(named["drinking", "calls"])

    assert (count(before), count(after)) == (1, 2)


def test_a_partners_earlier_view_is_renewed_and_does_not_stand_twice(people, police):
    done = offer_layer(layer=police.layer, choice=Choice({"street-drink-a1b2": "drinking"}), by=people.police_lead)

    assert done.renewed == 1
    assert ("drinking", "calls", "strong", "police") in views(people)
    assert Link.objects.filter(from_factor__slug="drinking", to_factor__slug="calls").count() == 1


def test_without_a_match_both_factors_stand(people, police):
    offer_layer(layer=police.layer, choice=Choice({}), by=people.police_lead)

    assert {row.name for row in selectors.factors(people.place, EVERYBODY)} >= {
        "Street drinking", "Drinking in the street", "Street lights",
    }  # fmt: skip


def test_what_others_keep_to_themselves_stays_with_them(people, police):
    offer_layer(layer=police.layer, choice=Choice({}), by=people.police_lead)

    assert Factor.objects.get(slug="zebrafish-factor").disclosure == "organisation"
    assert Factor.objects.get(slug="periwinkle-factor").disclosure == "draft"


@pytest.mark.parametrize("matches", [{"nothing": "drinking"}, {"lights-a1b2": "zebrafish-factor"}])
def test_a_match_with_what_is_not_there_or_hidden_changes_nothing(people, police, matches):
    before = views(people)

    with pytest.raises(ValidationError, match="There is no factor"):
        offer_layer(layer=police.layer, choice=Choice(matches), by=people.police_lead)

    assert views(people) == before
