"""A backup holds the whole site; restored into an empty one it is the same site."""

import zipfile

import pytest
from django.apps import apps

from commonweal.errors import FaultyInput, WrongUse
from commonweal.files.folder import read_place
from commonweal_web.accounts.models import User
from commonweal_web.exchange.backup import restore_backup, tables, write_backup
from commonweal_web.exchange.selectors import place_folder
from commonweal_web.exchange.services import import_place
from commonweal_web.place.models import Place
from commonweal_web.place.viewer import EVERYBODY
from small_place import small_place


def everything() -> dict[str, list[dict[str, object]]]:
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in tables()}


def empty_the_site() -> None:
    for model in reversed(tables()):
        model._base_manager.all()._raw_delete(using="default")


@pytest.fixture
def site(place_with_people, tmp_path):
    import_place(folder=read_place(small_place(tmp_path / "place")), slug="newtown", by=place_with_people.outsider)
    return tmp_path / "site.zip"


def test_a_site_comes_back_row_for_row(site):
    before = everything()
    rows = write_backup(site)
    empty_the_site()

    restored = restore_backup(site)

    assert everything() == before
    assert rows == restored == sum(map(len, before.values()))


def test_a_new_row_after_a_restore_gets_a_key_of_its_own(site):
    write_backup(site)
    empty_the_site()
    restore_backup(site)

    newest = User.objects.order_by("-pk").values_list("pk", flat=True)[0]

    assert User.objects.create_user("new@example.org").pk > newest


def test_a_restored_place_gives_the_same_folder(site):
    before = place_folder(Place.objects.get(slug="newtown"), EVERYBODY)
    write_backup(site)
    empty_the_site()
    restore_backup(site)

    assert place_folder(Place.objects.get(slug="newtown"), EVERYBODY) == before


def test_a_site_with_people_in_it_is_not_overwritten(site):
    write_backup(site)
    before = everything()

    with pytest.raises(WrongUse, match="the site is not empty"):
        restore_backup(site)

    assert everything() == before


def test_an_altered_backup_is_refused_and_nothing_is_written(site):
    write_backup(site)
    altered = site.with_name("altered.zip")
    with zipfile.ZipFile(site) as old, zipfile.ZipFile(altered, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Street drinking", b"Street thinking"))
    empty_the_site()

    with pytest.raises(FaultyInput, match=r"systemmap.factor.jsonl: it was altered"):
        restore_backup(altered)

    assert not User.objects.exists()


def test_a_file_that_is_no_backup_is_refused(site):
    site.write_bytes(b"PK nothing")

    with pytest.raises(FaultyInput, match="no backup of this site"):
        restore_backup(site)


def test_a_backup_is_for_its_owner_only_and_holds_no_sessions(site):
    write_backup(site)

    assert site.stat().st_mode & 0o077 == 0
    assert "sessions.session.jsonl" not in zipfile.ZipFile(site).namelist()


def test_every_table_of_ours_is_in_a_backup():
    kept = {model._meta.label for model in tables()}
    ours = {model._meta.label for model in apps.get_models() if model.__module__.startswith("commonweal_web.")}

    assert ours <= kept
