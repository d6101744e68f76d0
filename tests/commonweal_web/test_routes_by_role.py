"""Every address of the site, asked for by everybody: who gets in is written down here, and nothing is left out.

The table does not read `place/access.py`, so that the two can disagree. A new address fails here until it is listed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from commonweal_web.accounts.models import User
from commonweal_web.investment.decisions.services import ask_for_decision
from commonweal_web.investment.models import Benefit, Budget, Cost, Effect, Option, Valuation
from commonweal_web.jobs.models import Job
from commonweal_web.jobs.work import do
from commonweal_web.live.keeping import Person as Somebody
from commonweal_web.live.rooms import Room
from commonweal_web.measures.models import Event, Measure
from commonweal_web.place.models import Guest, Invitation, Meeting, Membership, Partner, Person, Place
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.document.keeper import MapKeeper
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.history.services import name_version
from commonweal_web.systemmap.models import Actor, Ask, Factor, Link, MapVersion, NamedLoop, NamedMap, SavedView, Tie

from .conftest import SECRET_OF, PlaceWithPeople, make_place_with_people
from .written_again import WrittenAgain

pytestmark = pytest.mark.django_db

ROLES = frozenset(
    {"convenor", "partner_lead", "contributor", "resident_voice", "analyst", "enabler", "evaluator", "observer",
     "steering_group", "auditor"}
)  # fmt: skip
# In the fixture every role is held for the council; "police" contributes for the police, and a guest for nobody.
VIEW = ROLES | {"guest", "police"}
CONTRIBUTE = frozenset({"convenor", "partner_lead", "contributor", "resident_voice", "analyst", "guest", "police"})
SIGNED_IN = CONTRIBUTE - {"guest"}
AT_THE_COUNCIL = CONTRIBUTE - {"guest", "police"}
RUN = frozenset({"convenor", "partner_lead", "analyst"})
EXPORT = RUN | {"evaluator", "steering_group"}
INVITE = frozenset({"convenor", "partner_lead", "enabler"})
MANAGE = frozenset({"convenor"})
MEET = frozenset({"convenor", "enabler"})
AUDIT = frozenset({"auditor"})


@dataclass(frozen=True)
class Door:
    """An address inside a place, and who may open it.

    `public`: whether anybody may, once the place is public. `posts`: it only takes a deed (405 to whoever looks).
    `framed`: everybody is answered as somebody unknown, since other websites show it inside their pages.
    `kept`: the same address of an item that the council keeps to itself. `status`: what those who may are answered.
    """

    path: str
    may: frozenset[str] = VIEW
    public: bool = False
    posts: bool = False
    framed: bool = False
    kept: str = ""
    status: int = 200
    but: dict[str, int] = field(default_factory=dict)


# Addresses of what the council keeps to itself, which the table would be too wide with.
KEPT_OPTION = "options/zebrafish-option"
KEPT_FACTOR = "factors/zebrafish-factor"
KEPT_WORTH = "factors/zebrafish-factor/valuations/add/"
KEPT_MEASURE = "measures/zebrafish-counted/values/add/"

DOORS = {
    "pages:home": Door("", public=True),
    "pages:map": Door("map/", public=True),
    "pages:map_table": Door("map/table/", public=True),
    "pages:map_picture": Door("map/picture.svg", public=True),
    "pages:map_colouring": Door(
        "map/colouring/leverage.json", public=True, kept="map/colouring/leverage.json?outcome=zebrafish-factor"
    ),
    "pages:map_embed": Door("map/embed/", public=True, framed=True),
    "pages:map_embed_table": Door("map/embed/table/", public=True, framed=True),
    "pages:map_embed_picture": Door("map/embed/picture.svg", public=True, framed=True),
    "pages:map_embed_colouring": Door("map/embed/colouring/leverage.json", public=True, framed=True),
    "systemmap:layout": Door("map/layout/", public=True, posts=True),
    "pages:factors": Door("factors/", public=True),
    "pages:factor": Door("factors/drinking/", kept="factors/zebrafish-factor/"),
    "pages:bridges": Door("map/bridges/", public=True),
    "pages:bridges_csv": Door("map/bridges/who.csv", public=True),
    "pages:loops": Door("map/loops/", public=True),
    "pages:loops_csv": Door("map/loops.csv", public=True),
    "pages:patterns": Door("map/patterns/", public=True),
    "pages:patterns_csv": Door("map/patterns.csv", public=True),
    "pages:levers": Door("map/levers/", public=True),
    "pages:levers_csv": Door("map/levers/calls.csv", kept="map/levers/zebrafish-factor.csv"),
    "pages:gaps": Door("map/gaps/", public=True),
    "systemmap:asks": Door("map/asks/", public=True),
    "systemmap:asks_csv": Door("map/asks.csv", public=True),
    "pages:summary": Door("map/says/", public=True),
    "pages:pathways": Door("map/pathways/", public=True),
    "pages:pathways_csv": Door("map/pathways.csv?from=calls"),
    "pages:gaps_csv": Door("map/gaps.csv", public=True),
    "pages:rival_views": Door("map/views/", public=True),
    "pages:rival_views_csv": Door("map/views.csv", public=True),
    "systemmap:maps": Door("map/maps/", public=True),
    "systemmap:map_add": Door("map/maps/add/", CONTRIBUTE),
    "systemmap:map_edit": Door("map/maps/nights/edit/", CONTRIBUTE, kept="map/maps/zebrafish-map/edit/"),
    "systemmap:saved": Door("map/saved/", public=True),
    "systemmap:view_add": Door("map/saved/add/", CONTRIBUTE),
    "systemmap:view_edit": Door("map/saved/levers/edit/", CONTRIBUTE, kept="map/saved/zebrafish-view/edit/"),
    "systemmap:view_delete": Door("map/saved/levers/delete/", CONTRIBUTE, posts=True),
    "systemmap:offer": Door(
        "map/offer/", CONTRIBUTE, kept="map/offer/?layer=organisation-council", but={"guest": 404}
    ),
    "systemmap:history": Door("map/history/", kept="map/history/?layer=organisation-council"),
    "systemmap:replay": Door("map/history/steps/", kept="map/history/steps/?layer=organisation-council"),
    "systemmap:replay_picture": Door(
        "map/history/picture.svg?at=1", kept="map/history/picture.svg?at=1&layer=organisation-council"
    ),
    "systemmap:versions": Door("map/history/versions/"),
    "systemmap:compare": Door("map/history/compare/"),
    "systemmap:compare_csv": Door("map/history/compare.csv"),
    "systemmap:restore": Door("map/history/versions/{version}/restore/", SIGNED_IN),
    "pages:job": Door("jobs/{job}/"),
    "pages:job_cancel": Door("jobs/{job}/cancel/", RUN, posts=True),
    "pages:audit": Door("audit/", AUDIT),
    "pages:audit_csv": Door("audit.csv", AUDIT),
    "place:settings": Door("settings/", MANAGE),
    "systemmap:publish": Door("settings/map/", MANAGE),
    "systemmap:publish_keep": Door("settings/map/back/", MANAGE, posts=True),
    "place:partners": Door("partners/", public=True),
    "pages:partner": Door("partners/council/"),
    "place:partner_add": Door("partners/add/", MANAGE),
    "place:partner_edit": Door("partners/council/edit/", MANAGE),
    "place:people": Door("people/", public=True),
    "place:person_add": Door("people/add/", CONTRIBUTE, but={"guest": 403}),  # a guest belongs to no partner
    "place:person_edit": Door("people/clerk/edit/", AT_THE_COUNCIL, kept="people/zebrafish-person/edit/"),
    "place:member": Door("people/members/{user}/", MANAGE),
    "place:leave": Door("people/members/{user}/leave/", posts=True),
    "place:role_end": Door("people/roles/{membership}/end/", MANAGE, posts=True),
    "place:invitations": Door("invitations/", INVITE),
    "place:link": Door("invitations/link/", INVITE, posts=True),
    "place:close": Door("invitations/{invitation}/close/", INVITE, posts=True),
    "place:meeting_add": Door("meetings/add/", MEET),
    "place:meeting_edit": Door("meetings/spring/edit/", MEET, kept="meetings/zebrafish-meets/edit/"),
    "place:meeting_delete": Door("meetings/spring/delete/", MEET, posts=True),
    "place:workstreams": Door("workstreams/", public=True),
    "place:workstream_remove": Door("workstreams/1/remove/", MANAGE, posts=True),
    "systemmap:loop_name": Door(
        "map/loops/name/?factors=drinking;lights", CONTRIBUTE, kept="map/loops/name/?factors=zebrafish-factor;calls"
    ),
    "systemmap:loop_edit": Door("map/loops/{loop}/edit/", CONTRIBUTE, kept="map/loops/{kept_loop}/edit/"),
    "systemmap:loop_delete": Door("map/loops/{loop}/delete/", CONTRIBUTE, posts=True),
    "systemmap:factor_add": Door("factors/add/", CONTRIBUTE),
    "systemmap:factor_edit": Door("factors/drinking/edit/", CONTRIBUTE, kept="factors/zebrafish-factor/edit/"),
    "systemmap:link_add": Door("factors/drinking/links/add/", CONTRIBUTE, kept="factors/zebrafish-factor/links/add/"),
    "systemmap:link_edit": Door("links/{link}/edit/", CONTRIBUTE, kept="links/{kept_link}/edit/"),
    "systemmap:link_delete": Door("links/{link}/delete/", CONTRIBUTE, posts=True),
    "systemmap:actor_add": Door("factors/drinking/actors/add/", CONTRIBUTE, kept=f"{KEPT_FACTOR}/actors/add/"),
    "systemmap:ask_add": Door("factors/drinking/asks/add/", SIGNED_IN, kept=f"{KEPT_FACTOR}/asks/add/"),
    "systemmap:ask_answer": Door("asks/lamps/answer/", AT_THE_COUNCIL, kept="asks/zebrafish-ask/answer/"),
    "systemmap:ask_withdraw": Door("asks/patrol/withdraw/", AT_THE_COUNCIL, posts=True),
    "systemmap:actor_edit": Door("actors/can-act/edit/", CONTRIBUTE, kept="actors/zebrafish-acts/edit/"),
    "systemmap:actor_delete": Door("actors/can-act/delete/", CONTRIBUTE, posts=True),
    "systemmap:tie_add": Door("partners/council/ties/add/", CONTRIBUTE),
    "systemmap:tie_edit": Door("ties/{tie}/edit/", CONTRIBUTE, kept="ties/{kept_tie}/edit/"),
    "systemmap:tie_delete": Door("ties/{tie}/delete/", CONTRIBUTE, posts=True),
    "investment:options": Door("options/", public=True),
    "investment:option": Door("options/patrols/", kept="options/zebrafish-option/"),
    "investment:option_add": Door("options/add/", CONTRIBUTE),
    "investment:option_edit": Door("options/patrols/edit/", CONTRIBUTE, kept="options/zebrafish-option/edit/"),
    "investment:effect_add": Door("options/patrols/effects/add/", CONTRIBUTE, kept=f"{KEPT_OPTION}/effects/add/"),
    "investment:effect_edit": Door("effects/{effect}/edit/", CONTRIBUTE),
    "investment:effect_delete": Door("effects/{effect}/delete/", CONTRIBUTE, posts=True),
    "investment:cost_add": Door("options/patrols/costs/add/", CONTRIBUTE, kept=f"{KEPT_OPTION}/costs/add/"),
    "investment:cost_edit": Door("costs/{cost}/edit/", CONTRIBUTE),
    "investment:cost_delete": Door("costs/{cost}/delete/", CONTRIBUTE, posts=True),
    "investment:benefit_add": Door("options/patrols/benefits/add/", CONTRIBUTE, kept=f"{KEPT_OPTION}/benefits/add/"),
    "investment:valuation_add": Door("factors/calls/valuations/add/", CONTRIBUTE, kept=KEPT_WORTH),
    "investment:valuation_edit": Door("valuations/{worth}/edit/", CONTRIBUTE, kept="valuations/{kept_worth}/edit/"),
    "investment:valuation_delete": Door("valuations/{worth}/delete/", CONTRIBUTE, posts=True),
    "investment:budgets": Door("budgets/", public=True),
    "investment:budget_add": Door("budgets/add/", CONTRIBUTE),
    "investment:budget_edit": Door("budgets/{budget}/edit/", CONTRIBUTE, kept="budgets/{kept_budget}/edit/"),
    "investment:budget_delete": Door("budgets/{budget}/delete/", CONTRIBUTE, posts=True),
    "investment:benefit_edit": Door("benefits/{benefit}/edit/", CONTRIBUTE),
    "investment:benefit_delete": Door("benefits/{benefit}/delete/", CONTRIBUTE, posts=True),
    "investment:decide": Door("decide/"),
    "investment:decision": Door("decide/1/"),
    "investment:paper_docx": Door("decide/1/paper.docx"),
    "investment:paper_html": Door("decide/1/paper.html"),
    "investment:data_json": Door("decide/1/data.json"),
    "measures:value_add": Door("measures/counted/values/add/", CONTRIBUTE, kept=KEPT_MEASURE),
    "measures:measure_add": Door("factors/calls/measures/add/", CONTRIBUTE, kept=f"{KEPT_FACTOR}/measures/add/"),
    "measures:measure_edit": Door("measures/counted/edit/", CONTRIBUTE, kept="measures/zebrafish-counted/edit/"),
    "measures:events": Door("events/", public=True),
    "measures:event_add": Door("events/add/", CONTRIBUTE),
    "measures:event_edit": Door("events/{event}/edit/", CONTRIBUTE, kept="events/{kept_event}/edit/"),
    "measures:event_delete": Door("events/{event}/delete/", CONTRIBUTE, posts=True),
    "pages:factor_delete": Door("factors/calls/delete/", SIGNED_IN, kept=f"{KEPT_FACTOR}/delete/"),
    "pages:option_delete": Door("options/patrols/delete/", SIGNED_IN, kept=f"{KEPT_OPTION}/delete/"),
    "pages:measure_delete": Door("measures/counted/delete/", SIGNED_IN, kept="measures/zebrafish-counted/delete/"),
    "pages:person_delete": Door("people/clerk/delete/", AT_THE_COUNCIL, kept="people/zebrafish-person/delete/"),
    "pages:partner_delete": Door("partners/council/delete/", MANAGE),
    "exchange:export": Door("export/", EXPORT),
    "exchange:map_out": Door("export/map/", EXPORT),
    "exchange:map_in": Door("import/map/", CONTRIBUTE),
    "exchange:replace": Door("import/", MANAGE),
}  # fmt: skip

# Addresses outside a place: what somebody unknown, and somebody signed in who belongs to no place of ours, is answered.
OUTSIDE = {
    "healthz": ("/healthz", 200, 200),
    "ui:components": ("/components/", 200, 200),
    "pages:front": ("/", 200, 200),
    "place:start": ("/start/", 302, 200),
    "place:join": ("/join/never-was/", 404, 404),
    "place:organisations": ("/organisations/", 302, 200),
    "place:merge": ("/organisations/merge/", 302, 200),
    "place:split": ("/organisations/split/", 302, 200),
    "place:organisation": ("/organisations/1/", 302, 404),
    "exchange:import_place": ("/import/", 302, 200),
    "accounts:tokens": ("/accounts/tokens/", 302, 302),  # both ask once more who it is
    "accounts:revoke_token": ("/accounts/tokens/1/revoke/", 302, 405),
    "accounts:erase": ("/accounts/erase/", 302, 302),
    "accounts:here": ("/accounts/here/", 204, 204),
}

# The API lets nobody in without a token (tests/commonweal_web/api); allauth keeps its own addresses.
BY_TOKEN = re.compile(r"api/v1/")
OF_ALLAUTH = re.compile(r"accounts/(?!tokens/|erase/|here/)")

SCRUBBED = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|nonce="?[\w+/=-]+"?|hx-headers=\S+')


def routes(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """The name and the pattern of every address of the site."""
    for entry in resolver.url_patterns:
        pattern = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from routes(entry, pattern, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}", pattern


FURNISHED = WrittenAgain()


@pytest.fixture
def furnished(db: None) -> PlaceWithPeople:
    """The place with one of everything that an address can name."""
    return FURNISHED.ready(lambda: furnish(make_place_with_people()))


def furnish(place_with_people: PlaceWithPeople) -> PlaceWithPeople:
    place, council = place_with_people.place, place_with_people.partners["council"]
    option = Option.objects.get(place=place, slug="patrols")
    Person.objects.create(place=place, slug="clerk", partner=council, owner=council, role="clerk")
    Benefit.objects.create(place=place, option=option, name="Fewer calls", population=10, bearer="council")
    calls, kept = (Factor.objects.get(place=place, slug=slug) for slug in ("calls", "zebrafish-factor"))
    Measure.objects.create(place=place, slug="counted", factor=calls, name="Calls counted")
    Measure.objects.create(
        place=place, slug="zebrafish-counted", factor=kept, name="Zebrafish counted", owner=council,
        disclosure="organisation",
    )  # fmt: skip
    keep_rows(place, place_with_people.partners)
    draw(place_with_people)
    job = ask_for_decision(
        place=place, by=place_with_people.users["analyst"], objective="public-value", runs=100, seed=3
    )
    do(job)
    return place_with_people


def draw(people: PlaceWithPeople) -> None:
    """Open the drawings of what all see and of what each partner keeps to itself, and name a version."""
    for slug in SECRET_OF:
        partner = frozenset({people.partners[slug].pk})
        viewer = Viewer(roles=frozenset({"contributor"}), partners=partner)
        Room(MapKeeper(Layer(people.place, partner=people.partners[slug].pk, viewer=viewer))).work()
    convenor = Somebody(f"user-{people.users['convenor'].pk}", may_edit=True)
    name_version(layer=Layer(people.place), name="After the first look", person=convenor)


def keep_rows(place: Place, partners: dict[str, Partner]) -> None:
    """A row of each kind that has no name, shown to everybody; and one that each partner keeps to itself.

    Those that are kept hang on items that everybody sees, so that only who may see the row itself tells them apart.
    """
    calls, council = Factor.objects.get(place=place, slug="calls"), partners["council"]
    Actor.objects.create(place=place, slug="can-act", partner=council, factor=calls, power=2)
    Tie.objects.create(place=place, from_id="council", to_id="police", kind="funds")
    Event.objects.create(place=place, date=date(2026, 1, 5), text="A new shift", factor=calls)
    Valuation.objects.create(place=place, factor=calls, name="A call", value_per_unit=35.0, bearer="police")
    drinking = Factor.objects.get(place=place, slug="drinking")
    Link.objects.create(place=place, from_factor=calls, to_factor=drinking, sign="-", strength="weak", delay=3.0)
    NamedLoop.objects.create(place=place, factors=["drinking", "calls"], name="Calls bring patrols")
    lights = Factor.objects.create(place=place, slug="lights", name="Street lights", kind="cause")
    Link.objects.create(place=place, from_factor=lights, to_factor=drinking, sign="-", strength="weak")
    Link.objects.create(place=place, from_factor=drinking, to_factor=lights, sign="-", strength="weak", delay=6.0)
    first = {"factor": calls, "made": date(2026, 1, 5), "from_partner": partners["police"], "to_partner": council}
    Ask.objects.create(place=place, slug="lamps", text="More lamps?", **first)
    other = {**first, "from_partner": council, "to_partner": partners["police"]}
    Ask.objects.create(place=place, slug="patrol", text="A patrol?", **other)
    NamedMap.objects.create(place=place, slug="nights", name="Nights")
    SavedView.objects.create(place=place, slug="levers", name="What moves calls", focus="drinking", colour="leverage")
    ahead = timezone.localdate() + timedelta(days=30)
    Meeting.objects.create(place=place, slug="spring", date=ahead, purpose="First look")
    for slug, word in SECRET_OF.items():
        kept = {"place": place, "owner": partners[slug], "disclosure": "organisation"}
        NamedMap.objects.create(slug=f"{word}-map", name=f"{word.title()} map", **kept)
        SavedView.objects.create(slug=f"{word}-view", name=f"{word.title()} view", focus="calls", **kept)
        Ask.objects.create(slug=f"{word}-ask", text=f"A {word}?", **(first if slug == "council" else other), **kept)
        Actor.objects.create(slug=f"{word}-acts", partner=council, factor=calls, power=3, **kept)
        Tie.objects.create(from_id="council", to_id="police", kind="advises", extra=[["source", word]], **kept)
        Tie.objects.create(place=place, from_id="council", to_id=f"{word}-person", kind="shares_data")
        Event.objects.create(date=date(2026, 1, 6), text=f"A {word} was seen", factor=calls, **kept)
        Valuation.objects.create(factor=calls, name=f"A {word} saved", value_per_unit=7.0, bearer="police", **kept)
        Meeting.objects.create(slug=f"{word}-meets", date=ahead - timedelta(days=1), purpose=f"The {word}", **kept)
        hidden = Factor.objects.get(place=place, slug=f"{word}-factor")
        Link.objects.create(from_factor=calls, to_factor=hidden, sign="+", delay=2.0, contributed_by=f"{word}s", **kept)
        NamedLoop.objects.create(factors=["calls", f"{word}-factor"], name=f"The {word} loop", **kept)
        Budget.objects.create(partner=slug, year=9, kind="in_kind", amount=777.0, extra=[["source", word]], **kept)


def forget_rows(place: Place, words: Sequence[str]) -> None:
    """Every row without a name that partners of these words keep to themselves."""
    hidden = {"place": place, "disclosure": "organisation"}
    owners = [slug for slug, word in SECRET_OF.items() if word in words]
    for model in (Actor, Ask, NamedMap, SavedView, Tie, Event, Valuation, Budget, Meeting, NamedLoop):
        model.objects.filter(owner__slug__in=owners, **hidden).delete()
    Tie.objects.filter(place=place, to_id__in=[f"{word}-person" for word in words]).delete()


def keys(people: PlaceWithPeople) -> dict[str, object]:
    """The numbers that addresses name rows by."""
    place = people.place
    return {
        "job": Job.objects.get(place=place).pk,
        "user": people.users["contributor"].pk,
        "membership": Membership.objects.get(place=place, role="observer").pk,
        "invitation": Invitation.objects.get(place=place).pk,
        "link": Link.objects.get(place=place, contributed_by="police").pk,
        "loop": NamedLoop.objects.get(place=place, disclosure="place").pk,
        "kept_loop": NamedLoop.objects.get(place=place, owner__slug="council").pk,
        "kept_link": Link.objects.get(place=place, contributed_by="zebrafish").pk,
        "tie": Tie.objects.get(place=place, kind="funds").pk,
        "kept_tie": Tie.objects.get(place=place, kind="advises", owner__slug="council").pk,
        "event": Event.objects.get(place=place, disclosure="place").pk,
        "kept_event": Event.objects.get(place=place, owner__slug="council").pk,
        "worth": Valuation.objects.get(place=place, name="A call").pk,
        "kept_worth": Valuation.objects.get(place=place, owner__slug="council").pk,
        "budget": Budget.objects.get(place=place, disclosure="place").pk,
        "kept_budget": Budget.objects.get(place=place, owner__slug="council").pk,
        "effect": Effect.objects.get(place=place).pk,
        "cost": Cost.objects.get(place=place).pk,
        "benefit": Benefit.objects.get(place=place).pk,
        "version": MapVersion.objects.get().pk,
    }


def open_to_all(people: PlaceWithPeople, is_public: bool = True) -> None:
    """Let anybody look at the place and any website show its map; or its members alone."""
    Place.objects.filter(pk=people.place.pk).update(is_public=is_public, is_embeddable=is_public)


def insiders_and_others(people: PlaceWithPeople) -> dict[str, User | Guest | None]:
    insiders = {**people.users, "police": people.police, "guest": people.guest}
    return {**insiders, "outsider": people.outsider, "anonymous": None}


def everybody(people: PlaceWithPeople, client_for) -> dict[str, Client]:
    return {name: client_for(who) for name, who in insiders_and_others(people).items()}


def told(wrong: list[str]) -> str:
    return "\n".join(wrong)


def expected(door: Door, who: str, *, is_public: bool) -> int:
    if door.posts:
        return 405
    if door.framed or who in {"outsider", "anonymous"}:
        return door.status if is_public and door.public else 404
    if who in door.but:
        return door.but[who]
    return door.status if who in door.may else 403


def test_every_address_of_the_site_is_listed_here():
    found = {(name, pattern) for name, pattern in routes(get_resolver())}

    unlisted = sorted(
        f"{name} {pattern}"
        for name, pattern in found
        if name not in DOORS and name not in OUTSIDE and not BY_TOKEN.search(pattern) and not OF_ALLAUTH.match(pattern)
    )

    assert unlisted == []
    assert sorted({*DOORS, *OUTSIDE} - {name for name, _ in found}) == []


def test_every_address_with_a_place_in_it_is_a_door():
    inside = {name for name, pattern in routes(get_resolver()) if pattern.startswith("<slug:place>")}

    assert inside == set(DOORS)


@pytest.mark.parametrize("is_public", [False, True], ids=["members only", "public"])
def test_everybody_is_let_in_or_refused_as_the_table_says(furnished, client_for, is_public):
    open_to_all(furnished, is_public)
    numbers, clients = keys(furnished), everybody(furnished, client_for)

    wrong = [
        f"{name} as {who}: {got}, not {wanted}"
        for name, door in DOORS.items()
        for who, client in clients.items()
        if (got := client.get(f"/smallville/{door.path.format(**numbers)}").status_code)
        != (wanted := expected(door, who, is_public=is_public))
    ]

    assert not wrong, told(wrong)


@pytest.mark.parametrize(
    ("stage", "who_sees"),
    [
        ("draft", {"contributor"}),  # its author
        ("organisation", ROLES),
        ("place", VIEW),
        ("public", VIEW | {"outsider", "anonymous"}),
    ],
)
def test_a_factor_is_seen_by_those_of_its_stage(furnished, client_for, stage, who_sees):
    open_to_all(furnished)
    council, author = furnished.partners["council"], furnished.users["contributor"]
    Factor.objects.filter(slug="calls").update(disclosure=stage, owner=council, author=author)

    seen = {
        who
        for who, client in everybody(furnished, client_for).items()
        if client.get("/smallville/factors/calls/").status_code == 200
    }

    assert seen == who_sees


@pytest.mark.parametrize("is_public", [False, True], ids=["members only", "public"])
def test_what_the_council_keeps_to_itself_is_absent_for_everybody_else(furnished, client_for, is_public):
    open_to_all(furnished, is_public)
    numbers, clients = keys(furnished), everybody(furnished, client_for)

    wrong = []
    for name, door in DOORS.items():
        for who, client in clients.items() if door.kept else ():
            got = client.get(f"/smallville/{door.kept.format(**numbers)}").status_code
            own = door.status if who in door.may else 403
            # Who lacks the permission is told so before anything is looked up; who has it finds nothing.
            wanted = {own} if who in ROLES else {404, 403} - ({403} if who in door.may else set())
            if got not in wanted:
                wrong.append(f"{name} as {who}: {got}, not {wanted}")

    assert not wrong, told(wrong)


def test_addresses_outside_a_place_answer_as_the_table_says(furnished, client_for):
    unknown, known = client_for(None), client_for(furnished.outsider)

    answers = {
        name: (path, unknown.get(path).status_code, known.get(path).status_code) for name, (path, *_) in OUTSIDE.items()
    }

    assert answers == OUTSIDE


def api_paths() -> list[str]:
    """Every address of the API inside a place, for things that everybody in it sees."""
    inside = {pattern for _, pattern in routes(get_resolver()) if BY_TOKEN.search(pattern) and "<place>" in pattern}
    given = {"<place>": "smallville", "<number>": "1", "<measure>": "never-was"}
    return sorted("/" + re.sub(r"<\w+>", lambda name: given[name[0]], pattern) for pattern in inside)


def test_the_api_reads_for_members_and_for_nobody_else(furnished, client_for):
    clients = everybody(furnished, client_for)
    wanted = {**dict.fromkeys(VIEW, 200), "guest": 401, "outsider": 404, "anonymous": 401}

    wrong = [
        f"{path} as {who}: {got}"
        for path in api_paths()
        for who, client in clients.items()
        if (got := client.get(path).status_code) not in {wanted[who], 404 if "never-was" in path else wanted[who]}
    ]

    assert not wrong, told(wrong)


def test_a_place_that_one_may_not_see_is_as_absent_as_one_that_is_not(furnished, client_for):
    numbers, outsider = keys(furnished), client_for(furnished.outsider)

    differing = []
    for name, door in DOORS.items():
        path = door.path.format(**numbers)
        there, nowhere = outsider.get(f"/smallville/{path}"), outsider.get(f"/nowhere-at-all/{path}")
        page = SCRUBBED.sub(b"", there.content).replace(b"smallville", b"nowhere-at-all")
        if there.status_code != nowhere.status_code or page != SCRUBBED.sub(b"", nowhere.content):
            differing.append(name)

    assert differing == []


# What nobody else may learn of


# Sent, these would change what the next address is asked for; what they answer is searched in tests of their own.
NOT_POSTED = ("export/", "import/", "/delete/")


def pages(client: Client, numbers: dict[str, object]) -> dict[str, bytes]:
    """Everything that somebody can get at: every address, of shared and of kept items, looked at and posted to."""
    found = {}
    for door in DOORS.values():
        for path in filter(None, (door.path, door.kept)) if door.path else ("",):
            url = f"/smallville/{path.format(**numbers)}"
            looked = client.get(url)
            is_file = looked.get("Content-Type", "").startswith("application/")
            found[url] = b"" if is_file else looked.getvalue()
            if looked.status_code == 200 and not path.startswith("decide") and not path.endswith(NOT_POSTED):
                found[f"POST {url}"] = client.post(url, {}).getvalue()
    found |= {path: client.get(path).getvalue() for path in api_paths()}
    for search in ("factors/?q=zebra", "factors/?q=marzi", "options/?q=zebra", "partners/?q=zebra", "people/?q=zebra"):
        found[search] = client.get(f"/smallville/{search}").content
    return {url: SCRUBBED.sub(b"", content) for url, content in found.items()}


UNSEEN = {
    "police": ("zebrafish", "periwinkle"),
    "guest": ("zebrafish", "marzipan", "periwinkle"),
    "convenor": ("marzipan", "periwinkle"),
    "auditor": ("marzipan", "periwinkle"),
    "contributor": ("marzipan",),
    "outsider": ("zebrafish", "marzipan", "periwinkle"),
    "anonymous": ("zebrafish", "marzipan", "periwinkle"),
}


@pytest.mark.parametrize(
    ("who", "is_public"), [*((who, False) for who in UNSEEN), ("guest", True), ("outsider", True), ("anonymous", True)]
)
def test_another_organisations_private_words_stand_on_no_page(furnished, client_for, who, is_public):
    open_to_all(furnished, is_public)
    client = client_for(insiders_and_others(furnished)[who])

    found = pages(client, keys(furnished))

    leaks = [
        f"{word} on {url}"
        for url, content in found.items()
        for word in UNSEEN[who]
        if word in content.decode(errors="replace").lower().replace(url.removeprefix("POST ").lower(), "")
    ]
    assert not leaks, told(leaks)


def test_its_own_people_do_see_what_a_partner_keeps(furnished, client_for):
    clients = everybody(furnished, client_for)

    assert b"Marzipan" in clients["police"].get("/smallville/factors/").content
    assert b"Zebrafish" in clients["convenor"].get("/smallville/factors/").content
    assert b"Periwinkle" in clients["contributor"].get("/smallville/factors/").content


@pytest.mark.parametrize(
    ("who", "unseen"), [("police", ["zebrafish", "periwinkle"]), ("guest", ["zebrafish", "marzipan", "periwinkle"])]
)
def test_no_page_differs_by_what_its_reader_may_not_see(furnished, client_for, who, unseen):
    """Counts, order, choices and faults: each page is the same, to the letter, with and without the hidden items."""
    numbers = keys(furnished)
    paths = [
        f"/smallville/{door.path.format(**numbers)}"
        for door in DOORS.values()
        if not door.posts and not door.path.endswith(("docx", "export/"))
    ]

    before = read(client_for(insiders_and_others(furnished)[who]), paths)
    forget_rows(furnished.place, unseen)
    for word in unseen:
        Link.objects.filter(contributed_by=word).delete()
        for model in (Option, Person, Measure, Factor):
            model.objects.filter(slug__startswith=word).delete()
    after = read(client_for(insiders_and_others(furnished)[who]), paths)

    assert [path for path in paths if before[path] != after[path]] == []


def read(client: Client, paths: list[str]) -> dict[str, bytes]:
    """Every page once, by a browser that was never here before: the home tells what changed since the last time."""
    return {path: SCRUBBED.sub(b"", client.get(path).getvalue()) for path in paths}
