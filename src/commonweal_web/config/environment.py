"""Settings from the environment: a wrong value is refused with the right ones."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

from commonweal_web.config.guards.allowance import Allowance, allowance_of

# Databases that the tests run on; a URL names one by its scheme.
ENGINES = {
    "sqlite": "django.db.backends.sqlite3",
    "postgres": "django.db.backends.postgresql",
    "postgresql": "django.db.backends.postgresql",
}
# Threads of the server stay (see desks.py), and so do their connections, for a minute at a time.
KEPT_OPEN = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# Names of this machine that no other can take.
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
# How a line to PostgreSQL may be encrypted. Its other words fall back to an open line: for this machine alone.
ENCRYPTED = ("verify-full", "verify-ca", "require")
OPEN_LINES = ("prefer", "allow", "disable")
OPTIONS = ("sslmode", "sslrootcert", "sslcert", "sslkey", "host")
YES = {"1", "yes", "true", "on"}
NO = {"0", "no", "false", "off", ""}


def text(name: str, default: str = "") -> str:
    """The text of a setting."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """A setting that is yes or no."""
    value = os.environ.get(name, "yes" if default else "no").strip().lower()
    if value in YES:
        return True
    if value in NO:
        return False
    raise ImproperlyConfigured(f'{name} is "{value}", which is neither yes nor no. Write yes or no.')


def one_of(name: str, known: tuple[str, ...]) -> str:
    """A setting with a few right values; the first is the default."""
    value = os.environ.get(name, known[0]).strip().lower()
    if value not in known:
        raise ImproperlyConfigured(f'{name} is "{value}". Write one of: {", ".join(known)}.')
    return value


def listed(name: str, default: str = "") -> list[str]:
    """A setting that is a list, separated by commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def data_folder() -> Path:
    """Where the database, the secret key and outgoing mail are kept; made on first use, for its owner only."""
    folder = Path(os.environ.get("COMMONWEAL_DATA", "data")).expanduser().absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs sessions: from COMMONWEAL_SECRET_KEY, else made once and kept in the data folder."""
    if key := os.environ.get("COMMONWEAL_SECRET_KEY"):
        return key
    path = folder / "secret-key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text(encoding="utf-8").strip()


def database(folder: Path) -> dict[str, object]:
    """The database: SQLite in the data folder, or what DATABASE_URL names."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return sqlite(str(folder / "commonweal.sqlite3"))
    parts = urlparse(url)
    if parts.scheme not in ENGINES:
        known = "sqlite:///folder/file.sqlite3 or postgresql://user:password@host:port/name"
        raise ImproperlyConfigured(f'DATABASE_URL begins with "{parts.scheme}". Write {known}.')
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path[1:]) if parts.path.startswith("//") else unquote(parts.path.lstrip("/")))
    return {
        "ENGINE": ENGINES[parts.scheme],
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        **KEPT_OPEN,
        "OPTIONS": line_to_database(unquote(parts.hostname or ""), dict(parse_qsl(parts.query))),
    }


def line_to_database(host: str, given: dict[str, str]) -> dict[str, str]:
    """How the line to PostgreSQL is kept: encrypted and to the right server, unless it ends on this machine."""
    host = host or given.get("host", "")
    is_here = host in {"", *THIS_MACHINE} or host.startswith("/")
    if unknown := sorted(set(given) - set(OPTIONS)):
        raise ImproperlyConfigured(f"DATABASE_URL asks for {', '.join(unknown)}. It may set: {', '.join(OPTIONS)}.")
    known = (*ENCRYPTED, *OPEN_LINES) if is_here else ENCRYPTED
    if (mode := given.get("sslmode", known[0])) not in known:
        raise ImproperlyConfigured(f"DATABASE_URL says sslmode={mode}. Write one of: {', '.join(known)}.")
    if is_here or "sslmode" in given:
        return given
    return {"sslmode": mode, "sslrootcert": "system", **given}  # the certificates that this machine trusts


def sqlite(path: str) -> dict[str, object]:
    """SQLite so that several processes can write: write-ahead log, and a write lock from a transaction's start."""
    return {
        "ENGINE": ENGINES["sqlite"],
        "NAME": path,
        **KEPT_OPEN,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
        },
    }


def whole_number(name: str, default: int, *, least: int = 0) -> int:
    """A setting that is 0, 1, 2, ...; or begins with a larger one."""
    value = os.environ.get(name, str(default)).strip()
    if not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(f'{name} is "{value}". Write a whole number: {least}, {least + 1}, {least + 2}, ...')
    return int(value)


def allowance(name: str, default: str) -> Allowance | None:
    """A setting that says how often something may be done: 120/m, 30/h, or off."""
    value = os.environ.get(name, default).strip().lower()
    try:
        return allowance_of(value)
    except ValueError:
        raise ImproperlyConfigured(
            f'{name} is "{value}". Write how often in a second, minute, hour or day: 120/m (s, m, h, d), or off.'
        ) from None


def mail(folder: Path) -> dict[str, object]:
    """How mail goes out: by the server that COMMONWEAL_MAIL names, else as files in the data folder."""
    url = os.environ.get("COMMONWEAL_MAIL", "")
    if not url:
        files = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": files, "EMAIL_FILE_PATH": str(folder / "mail")}
    parts = urlparse(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured(
            f'COMMONWEAL_MAIL begins with "{parts.scheme}". Write smtp://user:password@host:587 (STARTTLS) '
            "or smtps://user:password@host:465."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }


def open_id_connect(*, may_be_here: bool = False) -> dict[str, object]:
    """The body's own sign-in: COMMONWEAL_OIDC_URL, _CLIENT_ID, _SECRET and _NAME; all or none.

    `may_be_here`: whether a provider that runs on this machine may be asked without encryption (never in production).
    """
    names = ("COMMONWEAL_OIDC_URL", "COMMONWEAL_OIDC_CLIENT_ID", "COMMONWEAL_OIDC_SECRET")
    given = {name: os.environ.get(name, "") for name in names}
    if not any(given.values()):
        return {}
    if missing := [name for name, value in given.items() if not value]:
        raise ImproperlyConfigured(f"{', '.join(missing)} is not set. Sign-in by OIDC needs {', '.join(names)}.")
    url, client, secret = given.values()
    parts = urlparse(url)
    is_here = may_be_here and parts.scheme == "http" and parts.hostname in THIS_MACHINE
    if not parts.hostname or not (parts.scheme == "https" or is_here):
        raise ImproperlyConfigured(f'COMMONWEAL_OIDC_URL is "{url}". Write the https:// address of the provider.')
    app = {
        "provider_id": "oidc",
        "name": os.environ.get("COMMONWEAL_OIDC_NAME", "your organisation"),
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": url},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def open_id_origins() -> list[str]:
    """Where a form may lead to at sign-in by OIDC."""
    parts = urlparse(os.environ.get("COMMONWEAL_OIDC_URL", ""))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
