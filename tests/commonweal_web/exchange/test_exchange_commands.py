"""`commonweal import`, `export`, `backup` and `restore`."""

import pytest
from click.testing import CliRunner

from commonweal.errors import FaultyInput, WrongUse
from commonweal.files.folder import read_place
from commonweal_web.command.exchange import backup, export, import_, restore
from commonweal_web.place.models import Place
from small_place import small_place

pytestmark = pytest.mark.django_db


def said(command, *arguments: object) -> str:
    return CliRunner().invoke(command, [str(part) for part in arguments], catch_exceptions=False).output


def test_a_folder_goes_in_and_out_as_a_folder_and_as_a_zip(tmp_path):
    folder = small_place(tmp_path / "smallville")

    words = said(import_, folder)
    said(export, "smallville", tmp_path / "out.zip")
    said(import_, tmp_path / "out.zip", "--as", "again")
    said(export, "again", tmp_path / "again")

    assert words == "Smallville is in the site, at /smallville/\n"
    assert read_place(tmp_path / "again") == read_place(folder)


def test_a_place_that_is_there_is_only_replaced_when_told_to(tmp_path):
    folder = small_place(tmp_path / "smallville")
    said(import_, folder)

    with pytest.raises(FaultyInput, match="taken"):
        said(import_, folder)

    assert "is in the site" in said(import_, folder, "--replace")


def test_a_faulty_folder_is_told_with_every_fault(tmp_path):
    folder = small_place(tmp_path / "smallville", {"actors.csv": "id,partner,factor,power\na1,nobody,nothing,9\n"})

    with pytest.raises(FaultyInput) as told:
        said(import_, folder)

    assert len(told.value.faults) == 3
    assert not Place.objects.exists()


def test_a_place_that_is_not_there_is_not_exported(tmp_path):
    with pytest.raises(WrongUse, match="no such place"):
        said(export, "nowhere", tmp_path / "out")


def test_a_backup_tells_its_rows_and_a_full_site_is_not_restored(tmp_path):
    said(import_, small_place(tmp_path / "smallville"))

    assert "rows in" in said(backup, tmp_path / "site.zip")
    with pytest.raises(WrongUse, match="not empty"):
        said(restore, tmp_path / "site.zip")
