"""The site's files of style, script and font: named for what they hold, and handed out by the server itself."""

import gzip
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import StaticFilesStorage

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Served = Callable[[Scope, Receive, Send], Awaitable[None]]

# Types that Python's table lacks on some machines.
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".woff2": "font/woff2",
         ".svg": "image/svg+xml", ".json": "application/json", ".webmanifest": "application/manifest+json"}  # fmt: skip
PACKED = ("text/", "image/svg", "application/json")

# A name that holds a digest of what is in it, ours (site.0a1b2c3d4e5f.css) or the builder's (font-ABCD2345.woff2),
# never means another content, so browsers may keep it for a year. Others are asked for again after an hour.
NAMED_FOR_CONTENT = re.compile(r"(\.[0-9a-f]{12}|-[0-9A-Z]{8})\.\w+$")
A_YEAR, AN_HOUR = "public, max-age=31536000, immutable", "public, max-age=3600"


@dataclass(frozen=True, slots=True)
class File:
    """One file as it is handed out."""

    content: bytes
    kind: str
    digest: str


@cache
def files() -> dict[str, Path]:
    """Every file of the apps and of the build, by the name that pages know it by. What is not here does not exist."""
    found: dict[str, Path] = {}
    for finder in get_finders():
        for name, storage in finder.list(None):
            found.setdefault(name.replace("\\", "/"), Path(storage.path(name)))
    return found


@cache
def read(path: Path) -> File:
    """A file, its type and its digest; read once."""
    content = path.read_bytes()
    kind = TYPES.get(path.suffix) or guess_type(path.name)[0] or "application/octet-stream"
    kind += "; charset=utf-8" if kind.startswith("text/") else ""
    return File(content, kind, hashlib.sha256(content).hexdigest()[:12])


@cache
def packed(path: Path) -> bytes:
    """The same by gzip, packed when it is first asked for; nothing where that gains little."""
    file = read(path)
    worth_it = file.kind.startswith(PACKED) and len(file.content) > 1000
    return gzip.compress(file.content, mtime=0) if worth_it else b""


@cache
def files_by_digest() -> dict[str, Path]:
    """Every file by its name with the digest in it."""
    return {with_digest(name): path for name, path in files().items()}


def with_digest(name: str) -> str:
    """`build/site.css` as `build/site.0a1b2c3d4e5f.css`; a name that holds a digest already stays as it is."""
    if NAMED_FOR_CONTENT.search(name) or name not in files():
        return name
    stem, dot, ending = name.rpartition(".")
    digest = read(files()[name]).digest
    return f"{stem}.{digest}.{ending}" if dot else name


class HashedNames(StaticFilesStorage):
    """Names in pages (`{% static %}`) with the digest of the content, without a step that copies files."""

    def url(self, name: str | None) -> str:
        return urljoin(self.base_url or "/static/", with_digest(name or ""))


async def serve_static(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request for a file. Names are looked up in a list, so no path can lead outside of it."""
    if scope["method"] not in {"GET", "HEAD"}:
        await answer(send, 405, {"allow": "GET, HEAD"})
        return
    name = scope["path"].removeprefix("/static/")
    path = files().get(name) or files_by_digest().get(name)
    if path is None or not path.is_file():
        await answer(send, 404, {"content-type": "text/plain; charset=utf-8"}, b"There is no such file.\n")
        return
    asked = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
    file, named = read(path), NAMED_FOR_CONTENT.search(name)
    headers = {"etag": f'"{file.digest}"', "cache-control": A_YEAR if named else AN_HOUR, "vary": "accept-encoding"}
    if file.digest in asked.get("if-none-match", ""):
        await answer(send, 304, headers)
        return
    small = packed(path) if "gzip" in asked.get("accept-encoding", "") else b""
    headers |= {"content-type": file.kind} | ({"content-encoding": "gzip"} if small else {})
    body = small or file.content
    await answer(send, 200, headers | {"content-length": str(len(body))}, b"" if scope["method"] == "HEAD" else body)


async def answer(send: Send, status: int, headers: dict[str, str], body: bytes = b"") -> None:
    """One whole answer; a browser is never to guess another type, nor another site to embed it."""
    headers = {"content-length": str(len(body))} | headers if status != 304 else headers
    headers |= {"x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin"}
    pairs = [(key.encode("latin-1"), value.encode("latin-1")) for key, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
