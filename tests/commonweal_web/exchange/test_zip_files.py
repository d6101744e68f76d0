"""Zip files from outside are opened within bounds, and what is wrong with one is told."""

import io
import stat
import zipfile

import pytest

from commonweal_web.exchange import archive
from commonweal_web.exchange.archive import place_in, zipped
from small_place import FILES


def packed(files: dict[str, str | bytes]) -> io.BytesIO:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(name, text)
    return held


def problems(upload: io.BytesIO) -> str:
    checked = place_in(upload)
    assert checked.folder is None
    return "\n".join(map(str, checked.faults))


def test_a_folder_comes_out_of_a_zip_at_its_top_or_in_one_folder():
    inside = {f"smallville/{name}": text for name, text in FILES.items()}

    assert place_in(packed(dict(FILES))).folder == place_in(packed(inside)).folder is not None


def test_what_we_pack_we_open():
    files = {name: text.encode() for name, text in FILES.items()}

    assert place_in(io.BytesIO(zipped(files, "smallville"))).folder is not None
    assert zipped(files, "smallville") == zipped(files, "smallville")


@pytest.mark.parametrize("name", ["../outside.csv", "/etc/passwd.csv", "a/../../b.csv", "..\\b.csv", "C:\\b.csv"])
def test_a_path_that_leads_out_is_refused(name):
    assert "leads out of the folder" in problems(packed({**FILES, name: "x"}))


def test_a_link_is_refused():
    upload = packed(dict(FILES))
    with zipfile.ZipFile(upload, "a") as file:
        link = zipfile.ZipInfo("notes.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")

    assert "notes.md: it is a link" in problems(upload)


def test_a_name_that_stands_twice_is_refused():
    assert "stands twice" in problems(packed({**FILES, "README.MD": "x"}))


@pytest.mark.parametrize("name", ["run.exe", "script.sh", "page.js", "nothing"])
def test_a_kind_that_no_place_holds_is_refused(name):
    assert "are not taken" in problems(packed({**FILES, name: "x"}))


def test_a_zip_inside_the_zip_is_refused():
    assert "zip file inside" in problems(packed({**FILES, "more.csv": packed(dict(FILES)).getvalue()}))


def test_a_file_packed_too_tightly_is_refused():
    assert "far more tightly" in problems(packed({**FILES, "zeros.csv": b"0" * 5_000_000}))


def test_too_many_files_are_refused():
    assert "more than 5,000 files" in problems(packed({f"{number}.csv": "" for number in range(5_001)}))


def test_too_much_unpacked_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 1_000)

    assert "unpacks to more" in problems(packed(dict(FILES)))


def test_a_zip_that_lies_about_a_size_is_refused():
    data = bytearray(packed({"place.toml": b"name = 1\n" * 40}).getvalue())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (3).to_bytes(4, "little")  # the size in the central directory

    assert "zip file" in problems(io.BytesIO(bytes(data)))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not really", b"\x89PNG", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_zip_or_empty_is_refused(data):
    assert problems(io.BytesIO(data)).startswith("the zip file: it ")


def test_a_file_that_is_a_folder_too_is_refused():
    assert "zip file" in problems(packed({**FILES, "notes.md": "a", "notes.md/more.md": "b"}))


def test_a_zip_without_a_place_says_so_without_the_path_of_this_machine():
    said = problems(packed({"a.csv": "x\n1\n"}))

    assert said.startswith("the zip file: the folder holds no place.toml")
    assert "commonweal-" not in said


def test_faults_of_the_files_are_told_all_together():
    broken = {**FILES, "factors.csv": FILES["factors.csv"].replace("120", "many").replace("300", "n/a")}

    assert len(place_in(packed(broken)).faults) >= 2


def test_what_computers_add_is_passed_over():
    assert place_in(packed({**FILES, "__MACOSX/x": "1", ".DS_Store": "2"})).folder is not None
