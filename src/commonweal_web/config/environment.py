"""Settings from the environment: a wrong value is refused with the right ones."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

# Databases that the tests run on; a URL names one by its scheme.
ENGINES = {
    "sqlite": "django.db.backends.sqlite3",
    "postgres": "django.db.backends.postgresql",
    "postgresql": "django.db.backends.postgresql",
}
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
        # Each request has a thread of its own under ASGI, so a connection kept open would be kept by nobody.
        "CONN_MAX_AGE": 0,
    }


def sqlite(path: str) -> dict[str, object]:
    """SQLite so that several processes can write: write-ahead log, and a write lock from a transaction's start."""
    return {
        "ENGINE": ENGINES["sqlite"],
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
        },
    }
