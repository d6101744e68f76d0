"""What a layer may name of others, and what becomes of private items when what they hang on is taken away."""

import pytest

from commonweal_web.investment.models import Effect
from commonweal_web.place.item import Disclosure
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.selectors import rows_of
from commonweal_web.systemmap.models import Factor, Link, Position
from live_client import factor, link, new_key
from live_room import Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(place_with_people):
    return place_with_people


def layer_of(people, slug: str) -> Layer:
    key = people.partners[slug].pk
    return Layer(people.place, partner=key, viewer=Viewer(roles=frozenset({"x"}), partners=frozenset({key})))


def own_layer(people, user) -> Layer:
    viewer = Viewer(user=user.pk, roles=frozenset({"contributor"}), partners=frozenset({people.partners["council"].pk}))
    return Layer(people.place, user=user.pk, viewer=viewer)


def remove(copy, key) -> None:
    with copy.doc.transaction():
        for name in [
            name for name, entry in copy.roots["links"].to_py().items() if key in (entry["from"], entry["to"])
        ]:
            del copy.roots["links"][name]
        for name in [name for name in copy.roots["positions"] if name.endswith(f"/{key}")]:
            del copy.roots["positions"][name]
        del copy.roots["factors"][key]


def test_each_layer_holds_its_own_rows_alone(people):
    layers = {name: Table(layer_of(people, name)) for name in people.partners}
    draft = Table(own_layer(people, people.users["contributor"]))

    held = {name: set(table.plain["factors"]) for name, table in layers.items()}
    assert held == {"council": {"zebrafish-factor"}, "police": {"marzipan-factor"}}
    assert set(draft.plain["factors"]) == {"periwinkle-factor"}
    assert [entry["to"] for entry in layers["police"].plain["links"].values()] == ["calls"]


def test_a_new_row_of_a_layer_is_seen_by_those_of_the_layer(people):
    user = people.users["contributor"]
    for layer in (layer_of(people, "council"), own_layer(people, user)):
        table = Table(layer)
        copy = table.sit(f"user-{user.pk}")
        copy.put("factors", f"new-{layer.room[-3:].strip('-')}x1", factor("New"))
        copy.put("links", new_key(), link(f"new-{layer.room[-3:].strip('-')}x1", "calls"))
        copy.put("positions", "main/calls", [5.0, 5.0])
        copy.send()
        table.work()
        assert copy.saved == 1, copy.refused
        assert rows_of(layer)["positions"].keys() == {"main/calls"}

    rows = Factor.objects.filter(name="New").order_by("pk")
    assert [(row.disclosure, row.owner, row.author) for row in rows] == [
        (Disclosure.ORGANISATION, people.partners["council"], user),
        (Disclosure.DRAFT, people.partners["council"], user),
    ]


def test_the_id_of_what_a_wider_layer_holds_is_taken(people):
    table = Table(layer_of(people, "council"))
    copy = table.sit()

    copy.put("factors", "calls", factor("Ours"))
    copy.send()
    table.work()

    assert "the id calls is taken" in copy.refused[0][1]["problem"]


def test_the_id_of_what_is_hidden_is_free_and_the_hidden_gives_way(people):
    shared, kept = Table(Layer(people.place)), Table(layer_of(people, "police"))
    copy = shared.sit()

    copy.put("factors", "marzipan-factor", factor("Something else"))
    copy.send()
    shared.work()
    kept.work()

    assert (copy.saved, copy.refused) == (1, [])
    assert Factor.objects.get(slug="marzipan-factor").name == "Something else"
    assert Factor.objects.get(name="Marzipan factor").slug == "marzipan-factor-2"
    assert set(kept.plain["factors"]) == {"marzipan-factor-2"}
    assert [entry["from"] for entry in kept.plain["links"].values()] == ["marzipan-factor-2"]


def test_a_factor_that_shared_things_rest_on_stays_with_all_that_went_with_it(people):
    table = Table(Layer(people.place))
    copy, other = table.sit(), table.sit("guest-2")
    copy.put("positions", "main/drinking", [1.0, 2.0])
    copy.send()
    table.work()
    before = {root: dict(entries) for root, entries in table.plain.items()}

    remove(copy, "drinking")
    copy.put("positions", "main/calls", [9.0, 9.0])
    copy.send()
    table.work()

    assert copy.saved == 2
    assert [said["problem"] for said in copy.notices] == ["Street drinking stays on the map: an effect rests on it."]
    before["positions"]["main/calls"] = [9.0, 9.0]
    assert table.plain == before
    assert copy.plain() == other.plain() == table.plain
    assert Effect.objects.filter(factor__slug="drinking").exists()
    assert Position.objects.filter(factor__slug="drinking").exists()


def test_a_factor_on_which_only_private_things_hang_goes_and_stays_with_them_unseen(people):
    shared, kept = Table(Layer(people.place)), Table(layer_of(people, "police"))
    council = Table(layer_of(people, "council"))
    copy = shared.sit()

    remove(copy, "calls")
    copy.send()
    shared.work()
    for table in (kept, council):
        table.work()

    assert (copy.saved, copy.notices, copy.refused) == (1, [], [])
    assert "calls" not in shared.plain["factors"]
    assert [row.slug for row in Factor.objects.filter(disclosure="place")] == ["drinking"]
    for table, word in ((kept, "marzipan"), (council, "zebrafish")):
        assert [row["name"] for row in table.plain["factors"].values()] == [
            f"{word.title()} factor",
            "Calls to the police",
        ]
        ends = [(entry["from"], table.plain["factors"][entry["to"]]["name"]) for entry in table.plain["links"].values()]
        assert ends == [(f"{word}-factor", "Calls to the police")]
    assert Factor.objects.filter(name="Calls to the police").count() == 2


def test_who_undoes_a_deletion_finds_what_hung_on_the_factor_where_it_was(people):
    Link.objects.filter(contributed_by="zebrafish").delete()
    shared, kept = Table(Layer(people.place)), Table(layer_of(people, "police"))
    copy = shared.sit()
    before = copy.plain()

    remove(copy, "calls")
    copy.send()
    shared.work()
    with copy.doc.transaction():
        copy.put("factors", "calls", before["factors"]["calls"])
    copy.send()
    shared.work()
    kept.work()

    row = Factor.objects.get(name="Calls to the police")
    assert (row.slug, row.disclosure) == ("calls", Disclosure.PLACE)
    assert [other.from_factor.slug for other in row.links_in.all()] == ["marzipan-factor"]
    assert set(kept.plain["factors"]) == {"marzipan-factor"}


def test_a_link_of_a_layer_waits_where_its_shared_end_is_taken_away_and_comes_back_with_it(people):
    shared = Table(Layer(people.place))
    copy = shared.sit()
    copy.put("factors", "lights-a1b2", factor("Lights"))
    copy.send()
    shared.work()
    kept = Table(layer_of(people, "police"))
    mine = kept.sit("guest-3")
    mine.put("positions", "main/lights-a1b2", [1.0, 1.0])
    mine.send()
    kept.work()
    assert "main/lights-a1b2" in rows_of(kept.layer)["positions"]

    remove(copy, "lights-a1b2")
    copy.send()
    shared.work()
    kept.work()

    assert not Factor.objects.filter(slug="lights-a1b2").exists()
    assert rows_of(kept.layer)["positions"] == {}
    assert rows_of(kept.layer) == kept.room.keeper.projection.rows()


def test_positions_held_fast_are_put_back_and_new_ones_are_not(people):
    table = Table(Layer(people.place))
    convenor, copy = table.sit("guest-8", may_facilitate=True), table.sit("guest-9")
    convenor.put("positions", "main/calls", [1.0, 1.0])
    convenor.put("session", "locked", True)
    convenor.send()
    table.work()

    copy.put("positions", "main/calls", [5.0, 5.0])
    copy.put("positions", "main/drinking", [6.0, 6.0])
    copy.send()
    table.work()

    assert "held fast" in copy.notices[0]["problem"]
    assert copy.plain()["positions"] == {"main/calls": [1.0, 1.0], "main/drinking": [6.0, 6.0]}
    assert convenor.plain() == copy.plain()


def test_an_edit_that_the_tables_refuse_harms_no_other_in_its_batch(people):
    """A link's key is random, so only somebody who knows a hidden one can come upon it."""
    shared = Table(Layer(people.place))
    copy, other = shared.sit(), shared.sit("guest-2")
    hidden = Link.objects.get(contributed_by="marzipan").key

    other.put("positions", "main/calls", [1.0, 1.0])
    other.send()
    copy.put("links", hidden, link("calls", "drinking"))
    copy.send()
    other.put("positions", "main/calls", [2.0, 2.0])
    other.send(other.doc.get_update(shared.room.document.state()))
    shared.work()

    assert copy.refused[0][1]["problem"] == "The edit could not be kept."
    assert (other.saved, other.refused) == (2, [])
    assert shared.plain["positions"] == {"main/calls": [2.0, 2.0]}
    assert hidden not in shared.plain["links"]
    assert rows_of(shared.layer) == shared.room.keeper.projection.rows()


def test_two_processes_that_keep_the_same_map_take_over_from_each_other(people):
    one, two = Table(Layer(people.place)), Table(Layer(people.place))
    here, there = one.sit("guest-1"), two.sit("guest-2")

    for number in range(4):
        here.put("factors", f"here-{number}-a1b2", factor(f"Here {number}"))
        here.send()
        there.put("factors", f"there-{number}-a1b2", factor(f"There {number}"))
        there.put("links", new_key(), link("calls", f"there-{number}-a1b2"))
        there.send()
        one.work()
        two.work()
    one.work()

    assert one.plain == two.plain == here.plain() == there.plain()
    assert rows_of(one.layer) == one.room.keeper.projection.rows() == two.room.keeper.projection.rows()
    assert (one.room.number, here.saved, there.saved) == (two.room.number, 4, 4)
    assert Table(Layer(people.place)).plain == one.plain
