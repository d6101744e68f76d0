"""Pages that bring a place in and take it away."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal_web.audit.models import AuditEvent
from commonweal_web.exchange.archive import place_in, zipped
from commonweal_web.place.models import Membership, Place, Role
from commonweal_web.systemmap.models import Factor
from small_place import FILES


def upload(changes: dict[str, str] | None = None) -> SimpleUploadedFile:
    files = {name: text.encode() for name, text in {**FILES, **(changes or {})}.items()}
    return SimpleUploadedFile("smallville.zip", zipped(files, "smallville"), "application/zip")


def names_in(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "\n".join([*file.namelist(), *(file.read(name).decode() for name in file.namelist())])


def test_anybody_signed_in_brings_a_place_in_and_convenes_it(place_with_people, client_for):
    answer = client_for(place_with_people.outsider).post("/import/", {"folder": upload(), "id": "newtown"})

    assert (answer.status_code, answer["Location"]) == (302, "/newtown/")
    roles = Membership.objects.filter(place__slug="newtown").values_list("user", "role")
    assert list(roles) == [(place_with_people.outsider.pk, Role.CONVENOR)]


def test_an_id_that_is_taken_or_reserved_gets_a_number(place_with_people, client_for):
    client = client_for(place_with_people.users[Role.CONVENOR])

    answers = [client.post("/import/", {"folder": upload(), "id": wanted}) for wanted in ("smallville", "accounts")]

    assert [answer["Location"] for answer in answers] == ["/smallville-2/", "/accounts-2/"]


def test_somebody_not_signed_in_is_asked_to(db, client_for):
    answer = client_for(None).post("/import/", {"folder": upload()})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_faults_are_told_in_a_table_and_nothing_is_written(place_with_people, client_for):
    broken = upload({"factors.csv": FILES["factors.csv"].replace("120", "many")})

    answer = client_for(place_with_people.outsider).post("/import/", {"folder": broken, "id": "newtown"})

    assert answer.status_code == 422
    for words in ("factors.csv", "baseline", "is not a number", "Write a plain number"):
        assert words in answer.content.decode()
    assert not Place.objects.filter(slug="newtown").exists()


def test_a_form_without_a_file_says_what_to_choose(place_with_people, client_for):
    answer = client_for(place_with_people.outsider).post("/import/", {})

    assert answer.status_code == 422
    assert "Choose the zip file of a place folder." in answer.content.decode()


def test_a_convenor_replaces_what_is_here_and_people_stay(place_with_people, client_for):
    before = Membership.objects.filter(place=place_with_people.place).count()

    answer = client_for(place_with_people.users[Role.CONVENOR]).post("/smallville/import/", {"folder": upload()})

    assert answer.status_code == 302
    assert Membership.objects.filter(place=place_with_people.place).count() == before
    assert Factor.objects.filter(place=place_with_people.place, slug="patrols").exists()


def test_replacing_leaves_what_another_organisation_keeps_to_itself(place_with_people, client_for):
    client_for(place_with_people.users[Role.CONVENOR]).post("/smallville/import/", {"folder": upload()})

    assert Factor.objects.filter(slug="marzipan-factor").exists()
    assert not Factor.objects.filter(slug="zebrafish-factor").exists()  # the convenor's own, left out of the folder


def test_an_id_that_somebody_keeps_hidden_is_given_to_the_folder(place_with_people, client_for):
    Factor.objects.filter(slug="marzipan-factor").update(slug="waiting")

    client_for(place_with_people.users[Role.CONVENOR]).post("/smallville/import/", {"folder": upload()})

    assert Factor.objects.get(slug="waiting").name == "People waiting"
    assert Factor.objects.get(slug="waiting-2").name == "Marzipan factor"


def test_a_folder_taken_away_and_brought_back_keeps_what_is_private(place_with_people, client_for):
    client = client_for(place_with_people.users[Role.CONVENOR])
    copy = client.post("/smallville/export/").content

    client.post("/smallville/import/", {"folder": SimpleUploadedFile("s.zip", copy)})

    factors = dict(Factor.objects.filter(place=place_with_people.place).values_list("slug", "disclosure"))
    assert factors["zebrafish-factor"] == factors["marzipan-factor"] == "organisation"
    assert factors["calls"] == "place"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CONVENOR])
def test_only_a_convenor_replaces(place_with_people, client_for, role):
    answer = client_for(place_with_people.users[role]).post("/smallville/import/", {"folder": upload()})

    assert answer.status_code == 403


def test_a_copy_holds_what_its_viewer_may_see_and_no_more(place_with_people, client_for):
    answer = client_for(place_with_people.police_lead).post("/smallville/export/")

    said = names_in(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="smallville.zip"'
    assert "marzipan" in said
    assert "zebrafish" not in said
    assert "periwinkle" not in said


def test_a_copy_can_be_brought_in_again(place_with_people, client_for):
    answer = client_for(place_with_people.police_lead).post("/smallville/export/")

    assert place_in(io.BytesIO(answer.content)).faults == ()


def test_taking_a_copy_is_written_in_the_chain_of_events(place_with_people, client_for):
    client_for(place_with_people.police_lead).post("/smallville/export/")

    event = AuditEvent.objects.get(event="place exported")
    assert (event.place, event.actor) == ("smallville", f"user:{place_with_people.police_lead.pk}")


@pytest.mark.parametrize(("who", "status"), [("contributor", 403), ("observer", 403), ("outsider", 404), (None, 404)])
def test_who_may_not_take_a_copy(place_with_people, client_for, who, status):
    user = {**place_with_people.users, "outsider": place_with_people.outsider, None: None}[who]

    assert client_for(user).post("/smallville/export/").status_code == status
