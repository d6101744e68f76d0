"""What an organisation keeps to itself stands in nothing that leaves the site, and nothing tells that it is there.

Pages, answers to forms and rows of the API are searched in test_routes_by_role.py; here are files, papers, mails,
the chain of events, faults, searches, addresses and jobs. The police and the council keep things by the site's own
pages, each named by a word that stands nowhere else.
"""

import io
import json
import re
import zipfile

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal_web.accounts.services import make_token
from commonweal_web.exchange.archive import zipped
from commonweal_web.investment.decisions.services import ask_for_decision
from commonweal_web.investment.models import Cost, Effect, Option
from commonweal_web.jobs.models import Job
from commonweal_web.jobs.work import do
from commonweal_web.live.keeping import Person
from commonweal_web.live.rooms import Room
from commonweal_web.place.models import Membership, Partner
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.document.keeper import MapKeeper
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.history.services import name_version
from commonweal_web.systemmap.models import Factor, Link
from small_place import FILES

from .conftest import PlaceWithPeople, make_place_with_people
from .written_again import WrittenAgain

pytestmark = pytest.mark.django_db

# Two words a partner: kept by the fixture, and by the site's own pages.
KEPT = {"council": ("zebrafish", "gooseberry"), "police": ("marzipan", "saxophone")}
MADE = {"council": "gooseberry", "police": "saxophone"}
DRAFT = "periwinkle"

# Whose words each of them must never see.
UNSEEN = {
    "convenor": (*KEPT["police"], DRAFT),
    "auditor": (*KEPT["police"], DRAFT),
    "analyst": (*KEPT["police"], DRAFT),
    "contributor": KEPT["police"],
    "police_lead": (*KEPT["council"], DRAFT),
    "guest": (*KEPT["council"], *KEPT["police"], DRAFT),
}


@pytest.fixture(scope="module")
def kept() -> WrittenAgain:
    return WrittenAgain()


@pytest.fixture
def place(db, kept, client_for) -> PlaceWithPeople:
    """The place, after each partner kept one of everything to itself by the site's pages, and a decision was made."""
    return kept.ready(lambda: keep_and_decide(make_place_with_people(), client_for))


def keep_and_decide(people: PlaceWithPeople, client_for) -> PlaceWithPeople:
    authors = {"council": people.users["contributor"], "police": people.police}
    for partner, author in authors.items():
        keep_everything(client_for(author), MADE[partner], people.partners[partner])
    by = people.users["analyst"]
    do(ask_for_decision(place=people.place, by=by, objective="public-value", runs=50, seed=3))
    return people


def keep_everything(browser: Client, word: str, partner: Partner) -> None:
    """One of everything, all private: where a row holds no words, it stands out by a 7 or hangs on one that does."""
    own = {"disclosure": "organisation"}
    title = word.title()
    sent = [
        ("factors/add/", {"name": f"{title} factor", "kind": "cause", "note": f"{word} note"}),
        (f"factors/{word}-factor/links/add/", {"from_": f"{word}-factor", "to": "calls", "kind": "influences",
                                                "sign": "+", "source": f"{word} source"}),
        (f"factors/{word}-factor/measures/add/", {"name": f"{title} measure", "profile": "mdc2023"}),
        (f"factors/{word}-factor/actors/add/", {"partner": "council", "power": "2"}),
        ("factors/calls/valuations/add/", {"name": f"{title} worth", "value_per_unit": "7"}),
        ("partners/council/ties/add/", {"from_": "council", "to": "police", "kind": "advises", "strength": "7"}),
        ("budgets/add/", {"partner": partner.slug, "year": "8", "kind": "in_kind", "amount": "7"}),
        ("events/add/", {"date": "2026-05-01", "text": f"{title} event", "kind": "note"}),
        ("map/saved/add/", {"name": f"{title} view", "map": "main", "focus": f"{word}-factor", "colour": "kind"}),
        ("options/add/", {"name": f"{title} option", "start": "0"}),
        (f"options/{word}-option/effects/add/", {"factor": "drinking", "change_low": "-0.2", "change": "-0.1",
                                                  "change_high": "-0.05", "source": f"{word} source"}),
        (f"options/{word}-option/costs/add/", {"partner": partner.slug, "year": "0", "kind": "revenue", "amount": "77",
                                                "note": f"{word} note"}),
        (f"options/{word}-option/benefits/add/", {"name": f"{title} benefit", "population": "7", "takeup": "1",
                                                   "retention": "1", "impact": "1", "deadweight": "0",
                                                   "unit_value": "1", "bearer": partner.slug, "share": "1",
                                                   "cashable": "0", "kind": "fiscal", "price_year": "2025"}),
        ("people/add/", {"partner": str(partner.pk), "role": f"{title} keeper", "profession": "policing"}),
    ]  # fmt: skip
    for path, values in sent:
        address = f"/smallville/{renamed(path, word)}"
        given = {name: renamed(text, word) for name, text in values.items()}
        answer = browser.post(address, {**given, **own})
        assert answer.status_code == 302, f"{address}: {faults(answer)}"


def renamed(path: str, word: str) -> str:
    """An address with the ids that the site gave to what is kept: made from its name, and more."""
    for model in (Factor, Option):
        kind = model._meta.model_name
        if (row := model.objects.filter(slug__startswith=f"{word}-{kind}").first()) is not None:
            path = path.replace(f"{word}-{kind}", row.slug)
    return path


def faults(answer) -> list[str]:
    return re.findall(r"govuk-error-message[^>]*>(.*?)</p>", answer.content.decode(), re.DOTALL)


def client_of(people: PlaceWithPeople, who: str, client_for) -> Client:
    return client_for({**people.users, "police_lead": people.police_lead, "guest": people.guest}[who])


def leaks(content: bytes, words: tuple[str, ...]) -> list[str]:
    """Which words stand in some content: in any file of it, where it is a packed one."""
    if not content.startswith(b"PK"):
        return [word for word in words if word in content.decode(errors="replace").lower()]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        texts = [name.encode() + b" " + packed.read(name) for name in packed.namelist()]
    assert len(texts) > 3
    return [
        f"{word} in {text[:30]!r}" for text in texts for word in words if word in text.decode(errors="replace").lower()
    ]


def test_what_is_kept_is_there_and_its_own_people_have_it_in_their_copy(place, client_for):
    """So that the other tests of this file search for something that could be found."""
    copy = client_of(place, "police_lead", client_for).post("/smallville/export/").content

    with zipfile.ZipFile(io.BytesIO(copy)) as packed:
        holding = sorted(name.rpartition("/")[2] for name in packed.namelist() if b"axophone" in packed.read(name))
    assert holding == ["actors.csv", "benefits.csv", "costs.csv", "effects.csv", "events.csv", "factors.csv",
                       "links.csv", "measures.csv", "options.csv", "people.csv", "saved_views.csv",
                       "valuations.csv"]  # fmt: skip


@pytest.mark.parametrize("who", ["convenor", "auditor", "police_lead", "guest"])
def test_nothing_of_the_past_of_a_map_holds_it(place, client_for, who):
    """After every layer was drawn on, and a version was named: history, its drawings, comparisons, views, files."""
    for partner in place.partners.values():
        viewer = Viewer(roles=frozenset({"contributor"}), partners=frozenset({partner.pk}))
        Room(MapKeeper(Layer(place.place, partner=partner.pk, viewer=viewer))).work()
    convenor = Person(f"user-{place.users['convenor'].pk}", may_edit=True)
    version = name_version(layer=Layer(place.place), name="First", person=convenor)
    browser = client_of(place, who, client_for)

    found = [
        f"{word} on {path}"
        for path in ("history/", "history/steps/", "history/picture.svg?at=1", "history/versions/",
                     f"history/compare/?one={version}", f"history/compare.csv?one={version}", "views/", "views.csv",
                     "maps/")
        for word in leaks(browser.get(f"/smallville/map/{path}").getvalue(), UNSEEN[who])
    ]  # fmt: skip

    assert found == []


@pytest.mark.parametrize("who", ["convenor", "analyst", "police_lead"])
def test_no_file_of_a_copy_holds_it(place, client_for, who):
    copy = client_of(place, who, client_for).post("/smallville/export/")

    assert copy["Content-Type"] == "application/zip"
    assert leaks(copy.content, UNSEEN[who]) == []


@pytest.mark.parametrize(("file", "line"), [("ties.csv", b",advises,7,"), ("budgets.csv", b",8,in_kind,7")])
def test_a_row_without_words_is_in_its_own_partners_copy_once_and_in_no_other(place, client_for, file, line):
    def lines(who: str) -> int:
        copy = client_of(place, who, client_for).post("/smallville/export/").content
        with zipfile.ZipFile(io.BytesIO(copy)) as packed:
            named = [name for name in packed.namelist() if name.endswith(file)]
            return sum(packed.read(name).count(line) for name in named)

    assert (lines("police_lead"), lines("convenor"), lines("evaluator")) == (1, 1, 1)  # each its own partner's


@pytest.mark.parametrize("form", ["paper.docx", "paper.html", "data.json", ""])
def test_no_paper_of_a_decision_holds_anything_that_somebody_keeps(place, client_for, form):
    """Everybody of the place reads the same paper, so not even its own partner's words may stand in it."""
    answer = client_of(place, "convenor", client_for).get(f"/smallville/decide/1/{form}")

    assert answer.status_code == 200
    assert leaks(answer.content, (*KEPT["council"], *KEPT["police"], DRAFT)) == []


def test_what_a_job_was_asked_and_what_came_of_it_tells_nothing(place, client_for):
    job = Job.objects.get()
    said = json.dumps([job.arguments, job.result, job.problem])

    assert leaks(said.encode(), (*KEPT["council"], *KEPT["police"], DRAFT)) == []
    assert (
        leaks(client_of(place, "guest", client_for).get(f"/smallville/jobs/{job.pk}/").content, UNSEEN["guest"]) == []
    )


@pytest.mark.parametrize("path", ["audit/", "audit.csv"])
def test_the_chain_of_events_tells_an_auditor_that_it_was_kept_and_not_what(place, client_for, path):
    answer = client_of(place, "auditor", client_for).get(f"/smallville/{path}")

    told = answer.getvalue()
    assert b"factor added" in told.lower()
    assert leaks(told, (*KEPT["council"], *KEPT["police"], DRAFT)) == []


def test_mails_hold_nothing_of_it(place, client_for, django_capture_on_commit_callbacks):
    lead = client_of(place, "police_lead", client_for)
    police = str(place.partners["police"].pk)

    with django_capture_on_commit_callbacks(execute=True):
        lead.post("/smallville/invitations/", {"email": "new@example.org", "role": "contributor", "partner": police})

    assert len(mail.outbox) == 1
    assert leaks(str(mail.outbox[0].message()).encode(), (*KEPT["council"], *KEPT["police"], DRAFT)) == []


SEARCHES = ["factors/?q={}", "factors/?kind=cause&q={}", "factors/?measured=no&q={}", "options/?q={}", "people/?q={}",
            "partners/?q={}", "events/?q={}"]  # fmt: skip


@pytest.mark.parametrize("search", SEARCHES)
def test_a_search_for_it_finds_as_much_as_a_search_for_nothing(place, client_for, search):
    lead = client_of(place, "police_lead", client_for)

    def answer(word: str) -> str:
        page = lead.get(f"/smallville/{search.format(word)}").content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page).replace(word, "")

    assert answer("zebrafish") == answer("nonesuch")
    assert answer("gooseberry") == answer("nonesuch")


@pytest.mark.parametrize("table", ["factors", "links", "measures", "events", "options", "effects", "costs", "benefits",
                                   "people", "partners", "decisions"])  # fmt: skip
def test_no_row_and_no_count_of_the_api_tells_of_it(place, client_for, table):
    token = make_token(user=place.police_lead, name="test", days=1)
    program = Client(headers={"authorization": f"Bearer {token}"})

    answer = program.get(f"/api/v1/places/smallville/{table}?limit=500")

    assert answer.json()["count"] == len(answer.json()["items"])
    assert leaks(answer.content, UNSEEN["police_lead"]) == []


# Faults and addresses: what is told to somebody who guesses


def same(first, second, replaced: tuple[str, str]) -> bool:
    """Whether two answers are the same, but for the word that was asked with."""
    pages = [re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", one.content.decode()) for one in (first, second)]
    return first.status_code == second.status_code and pages[0].replace(replaced[0], replaced[1]) == pages[1]


GUESSES = [
    ("factors/drinking/links/add/", {"from_": "drinking", "to": "{}", "kind": "influences", "sign": "+"}),
    ("factors/drinking/links/add/", {"from_": "{}", "to": "drinking", "kind": "influences", "sign": "+"}),
    ("options/add/", {"name": "Ours", "start": "0", "requires": "{}"}),
    ("options/add/", {"name": "Ours", "start": "0", "excludes": "{}"}),
    ("options/patrols/effects/add/", {"factor": "{}", "change_low": "0", "change": "0", "change_high": "0"}),
    ("events/add/", {"date": "2026-05-01", "text": "x", "factor": "{}"}),
    ("events/add/", {"date": "2026-05-01", "text": "x", "measure": "{}"}),
]


@pytest.mark.parametrize(("path", "values"), GUESSES, ids=[f"{path} {values}" for path, values in GUESSES])
def test_a_form_that_names_what_is_hidden_is_told_what_one_that_names_nothing_is(place, client_for, path, values):
    lead = client_of(place, "police_lead", client_for)
    kind = "option" if path.startswith("options/add") else "measure" if "measure" in values else "factor"
    hidden = f"zebrafish-{kind}"

    def send(id_: str):
        return lead.post(f"/smallville/{path}", {name: text.format(id_) for name, text in values.items()})

    named, nothing = send(hidden), send("nonesuch-thing")

    assert nothing.status_code == 422
    assert same(named, nothing, (hidden, "nonesuch-thing"))


@pytest.mark.parametrize(("kind", "values"), [("factor", {"kind": "cause"}), ("option", {"start": "0"})])
def test_the_address_of_something_new_does_not_tell_that_its_name_is_taken(place, client_for, kind, values):
    """The council keeps a "Gooseberry factor"; the police, who name theirs the same, must not be given "-2"."""
    lead = client_of(place, "police_lead", client_for)

    answers = [
        lead.post(f"/smallville/{kind}s/add/", {"name": name, "disclosure": "place", **values})["Location"]
        for name in (f"Gooseberry {kind}", f"Nonesuch {kind}")
    ]

    assert answers == [f"/smallville/{kind}s/gooseberry-{kind}/", f"/smallville/{kind}s/nonesuch-{kind}/"]


def test_two_partners_that_keep_the_same_name_do_not_learn_of_each_other(place, client_for):
    Factor.objects.filter(slug__startswith="gooseberry").delete()

    ids = [
        client_of(place, who, client_for).post(
            "/smallville/factors/add/", {"name": "Gooseberry factor", "kind": "cause", "disclosure": "organisation"}
        )["Location"].rstrip("/").rpartition("/")[2]
        for who in ("contributor", "police_lead")
    ]  # fmt: skip

    assert [re.sub(r"-[a-z0-9]{6}$", "", id_) for id_ in ids] == ["gooseberry-factor"] * 2
    assert ids[0] != ids[1]
    assert not re.search(r"-\d$", ids[1])


def test_a_link_that_somebody_keeps_is_not_told_of_to_whoever_draws_the_same(place, client_for):
    drawn = {"from_": "calls", "to": "drinking", "kind": "influences", "sign": "+"}
    council, police = (client_of(place, who, client_for) for who in ("contributor", "police_lead"))
    council.post("/smallville/factors/calls/links/add/", {**drawn, "disclosure": "organisation"})
    assert Link.objects.filter(from_factor__slug="calls").count() == 1

    answer = police.post("/smallville/factors/calls/links/add/", {**drawn, "disclosure": "place"})

    assert answer.status_code == 302


def test_a_folder_with_an_id_that_is_hidden_comes_in_like_any_other(place, client_for):
    Membership.objects.create(
        place=place.place, user=place.police_lead, role="convenor", partner=place.partners["police"]
    )
    lead = client_of(place, "police_lead", client_for)

    def replace_with(id_: str):
        factors = FILES["factors.csv"].replace("waiting", id_)
        others = {name: text.replace("waiting", id_) for name, text in FILES.items()}
        files = {name: text.encode() for name, text in {**others, "factors.csv": factors}.items()}
        packed = SimpleUploadedFile("s.zip", zipped(files, "smallville"), "application/zip")
        return lead.post("/smallville/import/", {"folder": packed})

    plain, clash = replace_with("nonesuch-factor"), replace_with("zebrafish-factor")

    assert (plain.status_code, plain.headers.get("Location")) == (clash.status_code, clash.headers.get("Location"))
    assert same(plain, clash, ("nonesuch-factor", "zebrafish-factor"))


@pytest.mark.parametrize("who", ["convenor", "police_lead", "guest"])
def test_titles_and_where_answers_lead_hold_nothing_of_it(place, client_for, who):
    browser = client_of(place, who, client_for)

    found = [
        browser.get(f"/smallville/{path}") for path in ("", "factors/", "options/", "people/", "events/", "decide/")
    ]
    told = [re.findall(r"<title>.*?</title>", answer.content.decode()) for answer in found]
    led = [answer.headers.get("Location", "") for answer in found]

    assert all(len(titles) == 1 for titles in told)
    assert leaks(json.dumps([told, led]).encode(), UNSEEN[who]) == []


def test_an_effect_that_somebody_keeps_is_not_told_of_to_whoever_says_the_same(place, client_for):
    said = {"factor": "calls", "change_low": "-0.2", "change": "-0.1", "change_high": "0"}
    council, police = (client_of(place, who, client_for) for who in ("contributor", "police_lead"))
    council.post("/smallville/options/patrols/effects/add/", {**said, "disclosure": "organisation"})
    assert Effect.objects.filter(option__slug="patrols", factor__slug="calls").count() == 1

    answer = police.post("/smallville/options/patrols/effects/add/", {**said, "disclosure": "place"})

    assert answer.status_code == 302
    assert Effect.objects.filter(option__slug="patrols", factor__slug="calls").count() == 2


def test_what_is_kept_can_be_shown_only_where_nothing_shown_says_the_same(place, client_for):
    said = {"factor": "calls", "change_low": "-0.2", "change": "-0.1", "change_high": "0"}
    council = client_of(place, "contributor", client_for)
    council.post("/smallville/options/patrols/effects/add/", {**said, "disclosure": "organisation"})
    kept = Effect.objects.get(option__slug="patrols", factor__slug="calls")
    client_of(place, "police_lead", client_for).post(
        "/smallville/options/patrols/effects/add/", {**said, "disclosure": "place"}
    )

    answer = council.post(f"/smallville/effects/{kept.pk}/edit/", {**said, "disclosure": "place"})

    assert answer.status_code == 422
    assert Effect.objects.get(pk=kept.pk).disclosure == "organisation"


def test_a_folder_without_a_partner_is_refused_alike_whether_or_not_something_hidden_belongs_to_it(place, client_for):
    bare, with_hidden = (
        Partner.objects.create(place=place.place, slug=slug, name=slug, sector="council") for slug in ("bare", "busy")
    )
    Cost.objects.create(
        place=place.place, option=Option.objects.get(slug="zebrafish-option"), partner=with_hidden, year=0,
        kind="revenue", amount=1, owner=place.partners["council"], disclosure="organisation",
    )  # fmt: skip
    Membership.objects.create(
        place=place.place, user=place.police_lead, role="convenor", partner=place.partners["police"]
    )
    lead = client_of(place, "police_lead", client_for)

    def leave_out(gone: Partner):
        stays = "busy" if gone == bare else "bare"
        partners = f"{FILES['partners.csv']}{stays},{stays},council,,,,\n"
        files = {name: text.encode() for name, text in {**FILES, "partners.csv": partners}.items()}
        packed = SimpleUploadedFile("s.zip", zipped(files, "smallville"), "application/zip")
        return lead.post("/smallville/import/", {"folder": packed})

    plain, hidden = leave_out(bare), leave_out(with_hidden)

    assert "the folder leaves out the partner" in plain.content.decode()
    assert same(plain, hidden, ("bare", "busy"))
    assert Partner.objects.filter(slug__in=["bare", "busy"]).count() == 2
