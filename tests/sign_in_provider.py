"""A sign-in provider for tests (OpenID Connect, code flow with PKCE) that can be told to lie.

It is strict in what it takes and answers over HTTP on this machine; its ID tokens are signed. What a lie changes is
named by the test. A provider that others wrote is asked in `tests/journeys/test_sign_in_by_provider.py`.
"""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "commonweal", "a-secret-of-the-tests"


@dataclass
class SignInProvider:
    """What it knows of the person, what it was asked, and its lies: changed claims of the token and of the person."""

    url: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {
        "sub": "248289761001", "name": "Ann Other", "email": "ann@example.org", "email_verified": True,
    })  # fmt: skip
    token_lies: dict[str, Any] = field(default_factory=dict)
    person_lies: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def sign_in(self, redirect: str) -> str:
        """The person signs in where our site sent them; the address that they are sent back to."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(redirect).query).items()}
        code = token_urlsafe(16)
        self.codes[code] = self.asked
        return f"{urlsplit(self.asked['redirect_uri']).path}?code={code}&state={self.asked['state']}"

    def known(self) -> dict[str, Any]:
        """What the discovery document says."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/person",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def token(self, given: dict[str, str]) -> dict[str, Any] | None:
        """The answer to a code, each of which works once; None where the code, the secret or the proof is wrong."""
        began = self.codes.pop(given.get("code", ""), None)
        proof = base64.urlsafe_b64encode(sha256(given.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        is_ours = given.get("client_id") == CLIENT and given.get("client_secret") == SECRET
        if began is None or not is_ours or proof != began.get("code_challenge"):
            self.refused.append("no such code" if began is None else "wrong secret or proof")
            return None
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "sub": self.person["sub"], "iat": now, "exp": now + 300}
        claims |= {"nonce": began.get("nonce"), **self.token_lies}
        said = {name: value for name, value in claims.items() if value is not None}
        signed = jwt.encode(said, self.key, algorithm="RS256", headers={"kid": "1"})
        answer = {"access_token": "an-access-token", "token_type": "Bearer", "expires_in": 300}
        return answer if self.token_lies.get("id_token", "") is None else {**answer, "id_token": signed}


def _answers(provider: SignInProvider) -> type[BaseHTTPRequestHandler]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pages = {
                "/.well-known/openid-configuration": provider.known(),
                "/person": {**provider.person, **provider.person_lies},
            }
            self._say(pages.get(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(provider.token({name: values[0] for name, values in parse_qs(body).items()}))

        def _say(self, page: dict[str, Any] | None) -> None:
            self.send_response(400 if page is None else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(page or {"error": "invalid_grant"}).encode())

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    return Answers


@contextmanager
def sign_in_provider() -> Iterator[SignInProvider]:
    """A provider on a free port of this machine, gone afterwards."""
    provider = SignInProvider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _answers(provider))
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
