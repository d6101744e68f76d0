"""The server's own part: files of style, script and font, sockets, and the start."""

import asyncio
import gzip

import pytest

from commonweal_web.config import static
from commonweal_web.config.asgi import application

SCRIPT = "django_htmx/htmx-4.min.js"


def ask(path, method="GET", **headers):
    """Status, headers and body that the server answers with."""
    sent = []
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": raw}

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    asyncio.run(application(scope, receive, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:])


def test_a_file_is_handed_out_with_its_type_and_its_content():
    status, headers, body = ask(f"/static/{SCRIPT}")

    assert (status, headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert headers["x-content-type-options"] == "nosniff"
    assert body == static.files()[SCRIPT].read_bytes()
    assert headers["content-length"] == str(len(body))


def test_a_name_with_the_digest_of_its_content_may_be_kept_for_a_year():
    name = static.with_digest(SCRIPT)

    status, headers, body = ask(f"/static/{name}")

    assert (status, body) == (200, static.files()[SCRIPT].read_bytes())
    assert headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_plain_name_is_asked_for_again_after_an_hour():
    _, headers, _ = ask(f"/static/{SCRIPT}")

    assert headers["cache-control"] == "public, max-age=3600"


def test_a_name_with_a_wrong_digest_does_not_exist():
    stem, _, ending = SCRIPT.rpartition(".")

    status, _, _ = ask(f"/static/{stem}.000000000000.{ending}")

    assert status == 404


def test_a_page_names_a_file_by_its_digest_and_an_unknown_one_as_it_is():
    storage = static.HashedNames()

    assert storage.url(SCRIPT) == f"/static/{static.with_digest(SCRIPT)}"
    assert storage.url("build/not-there.css") == "/static/build/not-there.css"


def test_a_file_that_the_browser_has_is_not_sent_again():
    _, headers, _ = ask(f"/static/{SCRIPT}")

    status, again, body = ask(f"/static/{SCRIPT}", if_none_match=headers["etag"])

    assert (status, body, again["etag"]) == (304, b"", headers["etag"])
    assert "content-length" not in again


def test_text_goes_out_packed_to_those_who_can_unpack_it():
    _, headers, body = ask(f"/static/{SCRIPT}", accept_encoding="gzip, br")

    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == static.files()[SCRIPT].read_bytes()


def test_head_gets_the_length_and_no_body():
    status, headers, body = ask(f"/static/{SCRIPT}", "HEAD")

    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) == static.files()[SCRIPT].stat().st_size


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_written_to_a_file(method):
    status, headers, _ = ask(f"/static/{SCRIPT}", method)

    assert (status, headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "build",
        "build/",
        "django_htmx/",
        "../settings.py",
        "../../../../../../etc/passwd",
        "django_htmx/../../apps.py",
        "/etc/passwd",
        "..\\config\\settings.py",
        "django_htmx/htmx-4.min.js/",
        "django_htmx/htmx-4.min.js\0.css",
        "django_htmx/./htmx-4.min.js",
    ],
)
def test_no_folder_is_listed_and_no_path_leads_out(path):
    status, headers, body = ask(f"/static/{path}")

    assert (status, body) == (404, b"There is no such file.\n")
    assert headers["content-type"] == "text/plain; charset=utf-8"


def test_fonts_and_scripts_have_the_right_types_on_every_machine(tmp_path):
    kinds = {}
    for ending in ("woff2", "mjs", "css", "svg", "png", "unknown"):
        (tmp_path / f"file.{ending}").write_bytes(b"x")
        kinds[ending] = static.read(tmp_path / f"file.{ending}").kind

    assert kinds == {
        "woff2": "font/woff2",
        "mjs": "text/javascript; charset=utf-8",
        "css": "text/css; charset=utf-8",
        "svg": "image/svg+xml",
        "png": "image/png",
        "unknown": "application/octet-stream",
    }


@pytest.mark.parametrize("headers", [[], [(b"host", b"localhost"), (b"origin", b"https://elsewhere.example")]])
def test_a_socket_from_elsewhere_is_closed_before_anything_is_asked(headers):
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    asyncio.run(application({"type": "websocket", "path": "/ws/anything", "headers": headers}, receive, send))

    assert sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.django_db(transaction=True)  # each thread opens its line to the database, and closes it
def test_the_server_says_when_it_is_ready_and_when_it_has_stopped():
    asked, sent = iter(["lifespan.startup", "lifespan.shutdown"]), []

    async def receive():
        return {"type": next(asked)}

    async def send(message):
        sent.append(message["type"])

    asyncio.run(application({"type": "lifespan"}, receive, send))

    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
