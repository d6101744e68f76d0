"""Questions written once: the same rows as Django gives, fresh each time, and to each viewer their own."""

import os
import re
import subprocess
import sys
import uuid
from datetime import date

import psycopg
import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from commonweal.systemmap.schema import Factor as FactorNoun
from commonweal_web.investment.selectors import NAMED_IN_TEXT as NAMED
from commonweal_web.investment.selectors import TABLES, hidden_from, names_hidden
from commonweal_web.place.access import place_and_viewer, viewer_in
from commonweal_web.place.item import Disclosure
from commonweal_web.place.models import Membership, Place, Role
from commonweal_web.place.rows import kept_of, keyed_nouns, nouns_of
from commonweal_web.place.viewer import EVERYBODY, Viewer, viewer_of, visible
from commonweal_web.prepared import made_of, prepared
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.selectors import TABLES as ROOTS
from commonweal_web.systemmap.document.selectors import rows_in, seen_by_layer
from commonweal_web.systemmap.models import Factor, Position

from . import test_routes_by_role as walk

furnished = walk.furnished


@prepared
def factors_of(place, slugs):
    return Factor.objects.filter(place=place, slug__in=slugs).order_by("slug").values_list("slug", "name", "extra")


@prepared
def factors_named(place, words):
    return Factor.objects.filter(place=place, name__icontains=words).values_list("slug")


@prepared
def roles_until(place, day):
    return Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=day), place=place).values_list("pk", "until")


@prepared
def places_of(slug):
    return Place.objects.filter(slug=slug)


@prepared
def factor_of_key(key):
    return Factor.objects.filter(pk=key).values_list("slug")


def every_viewer(given) -> list[Viewer]:
    """All kinds: nobody, the public's members, guests, a partner's people, people of two partners, a role of none."""
    council, police = given.partners["council"].pk, given.partners["police"].pk
    author = given.users[Role.CONTRIBUTOR].pk
    return [
        Viewer(),
        Viewer(user=given.outsider.pk),
        EVERYBODY,
        Viewer(guest=given.guest.pk, roles=frozenset({"resident_voice"})),
        Viewer(user=author, roles=frozenset({"contributor"}), partners=frozenset({council})),
        Viewer(user=given.police.pk, roles=frozenset({"contributor"}), partners=frozenset({police})),
        Viewer(user=given.police.pk, roles=frozenset({"analyst"}), partners=frozenset({police, council})),
        Viewer(user=given.police.pk, roles=frozenset({"observer"})),
    ]


@pytest.mark.parametrize("table", TABLES)
def test_every_viewer_gets_the_rows_that_django_itself_finds(place_with_people, table):
    place, (model, noun) = place_with_people.place, TABLES[table]

    for viewer in every_viewer(place_with_people):
        seen = model._default_manager.filter(visible(model, viewer), place=place).order_by("position", "pk")
        assert [key for key, *_ in kept_of(model, noun, place, viewer)] == list(seen.values_list("pk", flat=True))


@pytest.mark.parametrize("root", ROOTS)
def test_a_root_read_from_all_layers_at_once_is_what_each_layer_has_by_itself(furnished, root):
    place, author = furnished.place, furnished.users[Role.CONTRIBUTOR].pk
    model, noun, key = ROOTS[root]
    for factor in Factor.objects.filter(place=place):
        kept = {"owner": factor.owner, "author": factor.author, "disclosure": factor.disclosure}
        Position.objects.create(place=place, map="main", factor=factor, x=1.0, y=2.0, **kept)
    for viewer in every_viewer(furnished):
        private = [Layer(place, user=author, viewer=viewer)] if viewer.user == author else []
        own = [Viewer(roles=frozenset({"everybody"}), partners=frozenset({one})) for one in sorted(viewer.partners)]
        layers = [Layer(place), *(Layer(place, partner=min(one.partners), viewer=one) for one in own), *private]

        found = seen_by_layer(layers, viewer, root)

        for layer, rows in zip(layers, found, strict=True):
            seen = rows_in(layer, root).filter(visible(model, viewer)).order_by("position", "pk")
            wanted = [row for _, row in keyed_nouns(seen, noun, key or "pk")]
            assert [row for row in wanted if row in rows.values()] == list(rows.values())
            assert all(names_hidden(hidden_from(place, viewer), row) for row in wanted if row not in rows.values())


def test_what_is_hidden_is_every_id_but_those_that_a_viewer_sees(place_with_people):
    place = place_with_people.place
    every = {name: set(TABLES[name][0].objects.filter(place=place).values_list("slug", flat=True)) for name in NAMED}
    for viewer in every_viewer(place_with_people):
        seen = {name: {noun.id for noun in nouns_of(*TABLES[name], place, viewer)} for name in NAMED}

        hidden = hidden_from(place, viewer)

        assert hidden.partners == every["partners"] - seen["partners"]
        assert hidden.options == every["options"] - seen["options"]
        assert hidden.ends == (every["partners"] | every["people"]) - seen["partners"] - seen["people"]
        assert hidden.bodies == seen["partners"] | seen["people"]


def test_a_place_and_the_roles_held_there_are_one_question_as_fresh_as_any(place_with_people, rf):
    request = rf.get("/smallville/")
    request.user, request.session = place_with_people.users[Role.ANALYST], {}

    with CaptureQueriesContext(connection) as asked:
        place, viewer = place_and_viewer("smallville", request)
    none, nobody = place_and_viewer("nowhere", request)
    Membership.objects.filter(user=request.user).update(until=date(2020, 1, 1))
    _, gone = place_and_viewer("smallville", request)

    assert (len(asked), place) == (1, place_with_people.place)
    assert (viewer.roles, viewer.partners) == (frozenset({"analyst"}), {place_with_people.partners["council"].pk})
    assert (none.pk, nobody.roles, gone.roles) == (0, frozenset(), frozenset())


def test_viewers_of_the_same_sight_see_the_same(place_with_people):
    for viewer in every_viewer(place_with_people):
        again = viewer_of(viewer.sight)

        rows = Factor.objects.filter(visible(Factor, viewer))
        assert list(rows.order_by("pk")) == list(Factor.objects.filter(visible(Factor, again)).order_by("pk"))


def test_what_one_organisation_keeps_is_not_given_to_another_that_asks_the_same(place_with_people):
    place, secrets = place_with_people.place, place_with_people.secrets
    names = {}
    for _ in range(2):
        for slug, partner in place_with_people.partners.items():
            viewer = Viewer(user=1, roles=frozenset({"analyst"}), partners=frozenset({partner.pk}))
            names[slug] = " ".join(factor.name for factor in nouns_of(Factor, FactorNoun, place, viewer)).lower()

    assert secrets["council"] in names["council"]
    assert secrets["police"] not in names["council"]
    assert secrets["police"] in names["police"]
    assert secrets["council"] not in names["police"]


def test_a_change_is_seen_at_once(place_with_people, client_for):
    browser = client_for(place_with_people.users[Role.ANALYST])
    before = browser.get("/smallville/factors/").content.decode()

    Factor.objects.filter(slug="drinking").update(name="Drinking in the street")
    after = browser.get("/smallville/factors/").content.decode()

    assert "Street drinking" in before
    assert "Drinking in the street" in after
    assert "Street drinking" not in after


def test_what_is_taken_back_is_gone_at_once(place_with_people, client_for):
    browser = client_for(place_with_people.police)
    before = browser.get("/smallville/factors/drinking/").status_code

    Factor.objects.filter(slug="drinking").update(
        disclosure=Disclosure.ORGANISATION, owner=place_with_people.partners["council"]
    )

    assert (before, browser.get("/smallville/factors/drinking/").status_code) == (200, 404)
    assert "Street drinking" not in browser.get("/smallville/factors/").content.decode()


def test_a_role_that_ended_opens_nothing(place_with_people, client_for):
    browser = client_for(place_with_people.users[Role.ANALYST])
    before = browser.get("/smallville/").status_code

    Membership.objects.filter(user=place_with_people.users[Role.ANALYST]).update(until=date(2020, 1, 1))

    assert (before, browser.get("/smallville/").status_code) == (200, 404)


def test_a_question_is_written_once_and_asked_each_time(place_with_people):
    written = []

    @prepared
    def factor(place, slug):
        written.append(slug)
        return Factor.objects.filter(place=place, slug=slug).values_list("name")

    with CaptureQueriesContext(connection) as asked:
        rows = [factor(place_with_people.place.pk, slug) for slug in ("drinking", "calls", "no-such")]

    assert rows == [[("Street drinking",)], [("Calls to the police",)], []]
    assert (len(written), len(asked)) == (1, 3)


def test_lists_of_every_length_and_none_at_all_are_filled_in(place_with_people):
    place = place_with_people.place.pk

    assert factors_of(place, ()) == []
    assert [slug for slug, *_ in factors_of(place, ["drinking"])] == ["drinking"]
    assert [slug for slug, *_ in factors_of(place, ["drinking", "calls", "calls"])] == ["calls", "drinking"]


def test_days_are_filled_in(place_with_people):
    place = place_with_people.place
    row = Membership.objects.filter(place=place).first()
    assert row is not None
    Membership.objects.filter(pk=row.pk).update(until=date(2026, 3, 31))

    last, next_ = roles_until(place.pk, date(2026, 3, 31)), roles_until(place.pk, date(2026, 4, 1))

    assert set(last) - set(next_) == {(row.pk, date(2026, 3, 31))}


def test_whole_rows_are_made_as_django_makes_them(place_with_people):
    (place,) = made_of(Place, places_of("smallville"))
    known = Place.objects.get(slug="smallville")

    assert place == known
    assert {field: getattr(place, field) for field in ("name", "start", "created_at", "is_public")} == {
        field: getattr(known, field) for field in ("name", "start", "created_at", "is_public")
    }


def test_text_is_never_part_of_the_question(place_with_people):
    assert factors_of(place_with_people.place.pk, ("drinking') OR 1=1 --", "%s", '"')) == []


def test_a_number_larger_than_any_key_finds_nothing(place_with_people):
    assert factor_of_key(10**30) == []


def test_a_value_that_would_be_changed_on_its_way_is_refused(place_with_people):
    with pytest.raises(ValueError, match=r"numbered \[1\] do not stand as they are"):
        factors_named(place_with_people.place.pk, "drink")


def test_a_value_of_another_kind_is_refused(place_with_people):
    with pytest.raises(TypeError, match="numbers, texts or days"):
        factors_of(place_with_people.place.pk, ({"drinking"},))


def test_who_is_looking_is_read_anew_each_time(place_with_people, rf):
    request = rf.get("/smallville/")
    request.user, request.session = place_with_people.users[Role.ANALYST], {}
    before = viewer_in(place_with_people.place, request)

    Membership.objects.filter(user=request.user).update(partner=place_with_people.partners["police"])

    after = viewer_in(place_with_people.place, request)
    assert before.partners == {place_with_people.partners["council"].pk}
    assert after.partners == {place_with_people.partners["police"].pk}


# Two processes: one asks, the other changes in between, the first asks again and must see the change.
READER = """
import sys
import django
django.setup()
from django.core.management import call_command
from datetime import date
from commonweal_web.place.models import Place, Partner
from commonweal_web.place.selectors.partners import partners_of
from commonweal_web.place.viewer import EVERYBODY
call_command("migrate", interactive=False, verbosity=0)
place = Place.objects.create(slug="shared", name="Shared", start=date(2026, 4, 1))
for name in ("first", "second"):
    Partner.objects.create(place=place, slug=name, name=name, sector="voluntary")
for _ in range(3):
    print(*(line.name for line in partners_of(place, EVERYBODY)), flush=True)
    sys.stdin.readline()
"""
WRITER = """
import sys
import django
django.setup()
from commonweal_web.place.models import Partner
Partner.objects.filter(slug="first").update(**dict([sys.argv[1].split("=")]))
"""


@pytest.fixture
def environment(tmp_path):
    settings = {"COMMONWEAL_DATA": str(tmp_path), "COMMONWEAL_MODE": "test"}
    environment = {**os.environ, **settings, "DJANGO_SETTINGS_MODULE": "commonweal_web.config.settings"}
    if address := os.environ.get("DATABASE_URL"):
        name = f"prepared_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(address, autocommit=True) as door:
            door.execute(f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = re.sub(r"/[^/]*$", f"/{name}", address)
    return environment


def test_what_another_process_writes_is_seen_at_once(environment):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", READER], env=environment, **pipes) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        seen = [reader.stdout.readline().split()]
        for change in ("name=renamed", "disclosure=draft"):
            subprocess.run([sys.executable, "-c", WRITER, change], env=environment, check=True, timeout=60)
            reader.stdin.write("\n")
            reader.stdin.flush()
            seen.append(reader.stdout.readline().split())
        reader.stdin.close()

    assert seen == [["first", "second"], ["renamed", "second"], ["second"]]
