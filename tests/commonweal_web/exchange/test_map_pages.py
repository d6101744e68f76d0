"""Pages that bring a map in from another program and take it away."""

import html
import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.files.maps.formats import FORMATS, read_map, write_map
from commonweal.files.maps.schema import Drawing
from commonweal.systemmap.schema import Factor as FactorNoun
from commonweal.systemmap.schema import Link as LinkNoun
from commonweal.systemmap.schema import NamedLoop as LoopNoun
from commonweal_web.audit.models import AuditEvent
from commonweal_web.place.models import Place, Role
from commonweal_web.systemmap.models import Factor, Link, NamedLoop, NamedMap, Position

PAGE = "/smallville/import/map/"
BOARD = {
    "mapTitle": "Board",
    "styles": {"edges": {"edge0": {"groupLabel": "Helps"}}},
    "nodes": [{"id": "1", "label": "Street drinking", "x": 1, "y": 2}, {"id": "2", "label": "Lights", "x": 3, "y": 4}],
    "edges": [{"from": "2", "to": "1", "grp": "edge0"}, {"from": "1", "to": "2", "grp": "edge1"}],
}
HIDDEN = re.compile(r'<input type="hidden" name="(name|drawing)" value="([^"]*)"')


def board(changes=None, name="board.prsm"):
    return SimpleUploadedFile(name, json.dumps({**BOARD, **(changes or {})}).encode())


def seen(client, file=None):
    """The preview of a file, and the fields that it carries on to its confirmation."""
    answer = client.post(PAGE, {"file": file or board()})
    assert answer.status_code == 200, answer.content.decode()
    text = answer.content.decode()
    return text, {name: html.unescape(value) for name, value in HIDDEN.findall(text)}


@pytest.fixture
def contributor(place_with_people, client_for):
    return client_for(place_with_people.users[Role.CONTRIBUTOR])


def test_a_preview_says_what_is_new_and_adds_nothing(contributor):
    before = Factor.objects.count(), AuditEvent.objects.count()

    text, hidden = seen(contributor)

    assert (Factor.objects.count(), AuditEvent.objects.count()) == before
    for words in (
        "1 new factor and 0 new links. 2 arrows wait until you say what they mean",
        "Lights",
        "Nothing is added yet",
        "1 factor and 0 links are here",
    ):
        assert words in " ".join(text.split())
    assert "The 1 arrow with &quot;Helps&quot;" in text
    assert "The 1 arrow without a word" in text
    assert set(hidden) == {"name", "drawing"}


def test_a_confirmed_map_joins_what_is_there(place_with_people, contributor):
    _, hidden = seen(contributor)

    answer = contributor.post(PAGE, {**hidden, "word_0": "-", "word_1": "leave", "by": "police", "disclosure": "place"})

    assert (answer.status_code, answer["Location"]) == (302, "/smallville/factors/")
    lights = Factor.objects.get(slug="lights")
    link = Link.objects.get(from_factor=lights)
    assert (link.to_factor.slug, link.sign, link.contributed_by) == ("drinking", "-", "police")
    assert not Link.objects.filter(to_factor=lights).exists()
    assert (lights.disclosure, lights.owner.slug) == ("place", "council")
    assert NamedMap.objects.get().slug == "board"
    assert set(Position.objects.values_list("map", "factor__slug", "x")) == {
        ("board", "drinking", 1.0),
        ("board", "lights", 3.0),
    }


def test_an_import_is_one_event_with_numbers_alone(place_with_people, contributor):
    _, hidden = seen(contributor)
    contributor.post(PAGE, {**hidden, "word_0": "+", "word_1": "+", "disclosure": "draft"})

    event = AuditEvent.objects.get(event="map imported")

    assert event.details == {"factors": 1, "links": 2, "maps": 1, "positions": 2}
    assert "light" not in json.dumps([event.target, event.details])


def test_what_comes_in_as_a_draft_is_seen_by_its_author_alone(place_with_people, contributor, client_for):
    _, hidden = seen(contributor)
    contributor.post(PAGE, {**hidden, "word_0": "+", "word_1": "+", "disclosure": "draft"})

    assert "Lights" in contributor.get("/smallville/factors/").content.decode()
    assert "Lights" not in client_for(place_with_people.police).get("/smallville/factors/").content.decode()
    assert Factor.objects.get(name="Lights").slug != "lights"  # an id that nobody can guess


def test_a_link_to_what_fewer_people_see_is_shown_to_them_alone(place_with_people, contributor):
    data, _ = write_map(
        Drawing(
            (FactorNoun("zebrafish-factor", "Zebrafish factor", "cause"), FactorNoun("lights", "Lights", "cause")),
            (LinkNoun("zebrafish-factor", "lights", sign="+"),),
        ),
        FORMATS["xlsx"],
    )
    _, hidden = seen(contributor, SimpleUploadedFile("map.xlsx", data))

    contributor.post(PAGE, {**hidden, "disclosure": "place"})

    link = Link.objects.get(to_factor__slug="lights")
    assert (link.disclosure, link.owner.slug) == ("organisation", "council")
    assert Factor.objects.get(slug="lights").disclosure == "place"


def round_of_drinking(*, ids=("drinking", "lights"), name="Dark streets", signs=("-", "+")):
    """A workbook with a named loop of street drinking, which the place has, and of a second factor."""
    factors = (FactorNoun(ids[0], "Street drinking", "cause"), FactorNoun(ids[1], "Lights", "cause"))
    links = (LinkNoun(ids[0], ids[1], sign=signs[0]), LinkNoun(ids[1], ids[0], sign=signs[1]))
    drawing = Drawing(factors, links, loops=(LoopNoun(ids, name, "Lamps get broken.\nAgain."),))
    return SimpleUploadedFile("map.xlsx", write_map(drawing, FORMATS["xlsx"])[0])


def test_loops_are_shown_with_their_way_round_and_come_in(place_with_people, contributor):
    text, hidden = seen(contributor, round_of_drinking())
    answer = contributor.post(PAGE, {**hidden, "disclosure": "place"}, follow=True)

    assert "1 new factor, 2 new links and 1 new loop with a name." in " ".join(text.split())
    for words in ("Dark streets", "Street drinking → Lights → Street drinking", "Lamps get broken.<br>Again."):
        assert words in text
    assert "The map has 1 new factor, 2 new links and 1 new loop." in answer.content.decode()
    loop = NamedLoop.objects.get()
    assert (loop.factors, loop.name, loop.disclosure) == (["drinking", "lights"], "Dark streets", "place")
    assert (loop.owner.slug, loop.author) == ("council", place_with_people.users[Role.CONTRIBUTOR])
    assert AuditEvent.objects.get(event="map imported").details == {"factors": 1, "links": 2, "loops": 1}


def test_a_loop_that_is_here_stays_as_it_is_and_what_differs_is_told(contributor):
    _, hidden = seen(contributor, round_of_drinking())
    contributor.post(PAGE, {**hidden, "disclosure": "place"})

    text, hidden = seen(contributor, round_of_drinking(name="Broken lamps"))
    contributor.post(PAGE, {**hidden, "disclosure": "place"})

    assert "2 factors, 2 links and 1 loop with a name are here already" in " ".join(text.split())
    assert "loop drinking → lights → drinking" in text
    assert "Broken lamps" in text
    assert NamedLoop.objects.get().name == "Dark streets"


def test_a_loop_waits_with_the_arrows_whose_meaning_nobody_has_said(contributor):
    text, hidden = seen(contributor, round_of_drinking(signs=("", "+")))
    words = " ".join(text.split())
    kept = contributor.post(PAGE, {**hidden, "word_0": "leave", "disclosure": "place"}, follow=True)

    assert "1 new factor and 1 new link. 1 arrow waits until you say what it means, and 1 loop with it." in words
    assert "left out" not in words.replace("Leave these arrows out", "")
    assert kept.status_code == 200
    assert not NamedLoop.objects.exists()


def test_a_loop_whose_links_do_not_exist_is_told_and_left_out(contributor):
    held = {"factors.csv": "id,name,kind\nlights,Lights,cause\n", "loops.csv": "factors,name\nlights;calls,Far\n"}

    text, hidden = seen(contributor, SimpleUploadedFile("map.zip", zipped(held)))
    contributor.post(PAGE, {**hidden, "disclosure": "place"})

    assert "The loop &quot;Far&quot; is left out: there is no link from lights to calls." in text
    assert Factor.objects.filter(slug="lights").exists()
    assert not NamedLoop.objects.exists()


def test_a_loop_in_drafts_is_seen_by_its_author_alone_under_ids_that_nobody_can_guess(
    place_with_people, contributor, client_for
):
    _, hidden = seen(contributor, round_of_drinking())
    contributor.post(PAGE, {**hidden, "disclosure": "draft"})

    loop = NamedLoop.objects.get()
    assert loop.factors == ["drinking", Factor.objects.get(name="Lights").slug] != ["drinking", "lights"]
    assert loop.disclosure == "draft"
    assert "Dark streets" not in str(taken(client_for(place_with_people.police_lead), format="csv").content)


@pytest.mark.parametrize("hidden_link", [True, False])
def test_a_loop_is_shown_to_no_more_people_than_its_factors_and_links(place_with_people, contributor, hidden_link):
    """The one way round passes a link that the council keeps to itself, the other a factor of its own."""
    if hidden_link:
        council = place_with_people.partners["council"]
        calls, drinking = Factor.objects.get(slug="calls"), Factor.objects.get(slug="drinking")
        ends = {"from_factor": calls, "to_factor": drinking}
        Link.objects.create(place=council.place, sign="+", owner=council, disclosure="organisation", **ends)
        held = {"factors.csv": "id,name,kind\ncalls,Calls to the police,outcome\n"}
        held["loops.csv"] = "factors,name\ndrinking;calls,Quiet\n"
        file = SimpleUploadedFile("map.zip", zipped(held))
    else:
        file = round_of_drinking(ids=("drinking", "zebrafish-factor"))

    _, hidden = seen(contributor, file)
    contributor.post(PAGE, {**hidden, "disclosure": "place"})

    loop = NamedLoop.objects.get()
    assert (loop.disclosure, loop.owner.slug) == ("organisation", "council")


def test_a_map_taken_away_holds_the_loops_that_its_viewer_may_see(place_with_people, client_for):
    place = Place.objects.get(slug="smallville")
    kept = {"owner": place_with_people.partners["council"], "disclosure": "organisation"}
    NamedLoop.objects.create(place=place, factors=["drinking", "calls"], name="Shared round")
    NamedLoop.objects.create(place=place, factors=["drinking", "zebrafish-factor"], name="Through zebrafish")
    NamedLoop.objects.create(place=place, factors=["calls", "drinking"], name="Kept periwinkle", **kept)

    for name in ("xlsx", "csv", "graphml", "gexf"):
        data = taken(client_for(place_with_people.police_lead), format=name).content
        drawing = read_map(data, "map", FORMATS[name]).drawing
        assert [loop.name for loop in drawing.loops] == ["Shared round"]


def test_a_name_that_somebody_else_keeps_hidden_says_nothing_of_it(place_with_people, client_for):
    marzipan = {"nodes": [{"id": "1", "label": "Marzipan factor"}], "edges": []}

    text, _ = seen(client_for(place_with_people.users[Role.CONTRIBUTOR]), board(marzipan))

    assert "1 new factor and" in " ".join(text.split())
    assert "are here already" not in text


def test_arrows_whose_meaning_is_not_said_are_asked_for_again(contributor):
    _, hidden = seen(contributor)

    answer = contributor.post(PAGE, {**hidden, "word_0": "+", "disclosure": "place"})

    assert answer.status_code == 422
    assert "Say what the 1 arrow without a word mean" in answer.content.decode()
    assert not Factor.objects.filter(slug="lights").exists()


def test_a_pattern_is_shown_with_its_way_out_and_added_like_a_file(place_with_people, contributor):
    text = contributor.post(PAGE, {"pattern": "fixes-that-fail"}).content.decode()
    hidden = {name: html.unescape(value) for name, value in HIDDEN.findall(text)}

    contributor.post(PAGE, {**hidden, "disclosure": "place"})

    assert "A quick fix eases the problem." in text
    assert "3 new factors and 4 new links" in text
    assert Link.objects.filter(from_factor__slug="fix", to_factor__slug="problem", sign="-").exists()


def test_without_a_file_or_a_pattern_the_page_says_what_to_choose(contributor):
    answer = contributor.post(PAGE, {"file": "", "pattern": ""})

    assert answer.status_code == 422
    assert "Choose a file, or a pattern below" in answer.content.decode()


def test_faults_of_a_file_are_told_in_a_table(contributor):
    factors = "id,name,kind,baseline\nlights,Lights,cause,many\n"
    answer = contributor.post(PAGE, {"file": SimpleUploadedFile("map.zip", zipped({"factors.csv": factors}))})

    assert answer.status_code == 422
    for words in ("factors.csv", "baseline", "is not a number", "Write a plain number"):
        assert words in answer.content.decode()


def zipped(files):
    import zipfile

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


def test_faults_that_the_map_would_bring_are_told_before_anything_is_written(contributor):
    files = {
        "factors.csv": "id,name,kind\nlights,Lights,cause\n",
        "links.csv": "from,to,sign,grade\nlights,drinking,+,9\n",
    }

    text, hidden = seen(contributor, SimpleUploadedFile("map.zip", zipped(files)))
    answer = contributor.post(PAGE, {**hidden, "disclosure": "place"})

    assert "is no grade of evidence" in text
    assert answer.status_code == 422
    assert not Factor.objects.filter(slug="lights").exists()


def test_texts_longer_than_the_site_keeps_are_told(contributor):
    _, hidden = seen(contributor, board({"nodes": [{"id": "1", "label": "x" * 300}], "edges": []}))

    answer = contributor.post(PAGE, {**hidden, "disclosure": "place"})

    assert answer.status_code == 422
    assert "the site keeps 200" in answer.content.decode()


@pytest.mark.parametrize("junk", ["", "not base64!", "AAAA", "UEsDBA=="])
def test_a_carried_map_that_somebody_altered_is_refused_as_a_file_would_be(contributor, junk):
    answer = contributor.post(PAGE, {"name": "x", "drawing": junk, "disclosure": "place"})

    assert answer.status_code in {200, 422}
    assert not AuditEvent.objects.filter(event="map imported").exists()


def test_a_file_that_is_too_large_is_refused_by_its_size(contributor):
    answer = contributor.post(PAGE, {"file": SimpleUploadedFile("map.json", b" " * 10_000_001)})

    assert answer.status_code == 422
    assert "more than 10 MB" in answer.content.decode()


def test_an_ending_that_says_nothing_is_answered_with_those_that_do(contributor):
    answer = contributor.post(PAGE, {"file": board(name="board.txt")})

    assert answer.status_code == 422
    assert ".graphml" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.EVALUATOR, Role.ENABLER, Role.STEERING_GROUP, Role.AUDITOR])
def test_who_may_not_bring_a_map_in(place_with_people, client_for, role):
    assert client_for(place_with_people.users[role]).post(PAGE, {"file": board()}).status_code == 403


def taken(client, **data):
    answer = client.post("/smallville/export/map/", data)
    assert answer.status_code == 200, answer.content.decode()
    return answer


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.write])
def test_a_map_taken_away_holds_what_its_viewer_may_see_and_no_more(place_with_people, client_for, name):
    answer = taken(client_for(place_with_people.police_lead), format=name)

    drawing = read_map(answer.content, "map", FORMATS[name]).drawing
    assert {factor.id for factor in drawing.factors} == {"drinking", "calls", "marzipan-factor"}
    assert "zebrafish" not in str(drawing)
    assert "periwinkle" not in str(drawing)
    assert answer["Content-Disposition"] == f'attachment; filename="smallville{FORMATS[name].ending}"'


def test_taking_a_map_is_written_in_the_chain_of_events(place_with_people, client_for):
    taken(client_for(place_with_people.police_lead), format="gexf")

    event = AuditEvent.objects.get(event="map exported")
    assert (event.place, event.details) == ("smallville", {"format": "gexf", "factors": 3, "links": 2})


def test_one_of_several_maps_is_taken(place_with_people, client_for):
    place = Place.objects.get(slug="smallville")
    calls = Factor.objects.get(slug="calls")
    for slug in ("nights", "waits"):
        NamedMap.objects.create(place=place, slug=slug, name=slug.title())
    Position.objects.create(place=place, map="waits", factor=calls, x=1.0, y=2.0)

    answer = taken(client_for(place_with_people.users[Role.ANALYST]), format="graphml", map="waits")

    drawing = read_map(answer.content, "map.graphml", FORMATS["graphml"]).drawing
    assert [factor.id for factor in drawing.factors] == ["calls"]


def test_a_map_or_a_format_that_there_is_none_of_is_refused(place_with_people, client_for):
    client = client_for(place_with_people.users[Role.ANALYST])

    assert client.post("/smallville/export/map/", {"format": "prsm"}).status_code == 422
    assert client.post("/smallville/export/map/", {}).status_code == 422


@pytest.mark.parametrize(("who", "status"), [("contributor", 403), ("observer", 403), ("outsider", 404), (None, 404)])
def test_who_may_not_take_a_map(place_with_people, client_for, who, status):
    user = {**place_with_people.users, "outsider": place_with_people.outsider, None: None}[who]

    assert client_for(user).post("/smallville/export/map/", {"format": "xlsx"}).status_code == status
