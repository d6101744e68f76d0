"""Settings from the environment: a wrong one is refused with the right ones."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import make_conninfo

from commonweal_web.config import environment as env
from commonweal_web.config.guards.allowance import Allowance


@pytest.fixture
def given(monkeypatch):
    """Set settings; those of mail, sign-in and database are empty before."""
    for name in ("DATABASE_URL", "COMMONWEAL_MAIL", "COMMONWEAL_OIDC_URL", "COMMONWEAL_OIDC_CLIENT_ID",
                 "COMMONWEAL_OIDC_SECRET", "COMMONWEAL_SECRET_KEY"):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    return lambda **settings: [monkeypatch.setenv(name, value) for name, value in settings.items()]


@pytest.mark.parametrize(("word", "meant"), [("yes", True), ("1", True), ("No", False), ("off", False), ("", False)])
def test_yes_and_no_are_understood(given, word, meant):
    given(X=word)

    assert env.flag("X", default=not meant) is meant


def test_neither_yes_nor_no_is_refused(given):
    given(X="perhaps")

    with pytest.raises(ImproperlyConfigured, match=r'X is "perhaps".*Write yes or no'):
        env.flag("X")


def test_an_unknown_word_is_told_the_known_ones(given):
    given(X="live")

    with pytest.raises(ImproperlyConfigured, match=r'X is "live"\. Write one of: production, demo'):
        env.one_of("X", ("production", "demo"))


@pytest.mark.parametrize("wrong", ["-1", "two", "1.5", ""])
def test_what_is_no_whole_number_is_refused(given, wrong):
    given(X=wrong)

    with pytest.raises(ImproperlyConfigured, match="Write a whole number"):
        env.whole_number("X", 0)


@pytest.mark.parametrize(("text", "meant"), [(None, Allowance(120, 60)), ("9/h", Allowance(9, 3600)), ("OFF", None)])
def test_how_often_something_may_be_done_is_read(given, text, meant):
    given(**({} if text is None else {"X": text}))

    assert env.allowance("X", "120/m") == meant


@pytest.mark.parametrize("wrong", ["120", "0/m", "120 a minute", ""])
def test_what_says_not_how_often_is_refused_with_what_would(given, wrong):
    given(X=wrong)

    with pytest.raises(ImproperlyConfigured, match=rf'X is "{wrong}"\. Write how often.*120/m'):
        env.allowance("X", "120/m")


def test_without_an_address_the_database_is_a_file_in_the_data_folder(given, tmp_path):
    database = env.database(tmp_path)

    assert database["NAME"] == str(tmp_path / "commonweal.sqlite3")


def test_an_address_of_postgresql_is_read_in_all_its_parts(given, tmp_path):
    given(DATABASE_URL="postgresql://us%40er:pass%2Fword@db.example.org:5433/wellbeing")

    database = env.database(tmp_path)

    assert [database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "wellbeing", "us@er", "pass/word", "db.example.org", "5433",
    ]  # fmt: skip


def options(given, tmp_path, query: str, host: str = "db.example.org") -> dict[str, str]:
    given(DATABASE_URL=f"postgresql://commonweal@{host}/commonweal{query}")
    found = env.database(tmp_path)["OPTIONS"]
    make_conninfo(**found)  # refuses what the library of PostgreSQL does not know
    return found


def test_a_line_to_a_database_elsewhere_is_encrypted_and_to_the_right_server(given, tmp_path):
    assert options(given, tmp_path, "") == {"sslmode": "verify-full", "sslrootcert": "system"}
    assert options(given, tmp_path, "?sslrootcert=/etc/db.crt") == {
        "sslmode": "verify-full", "sslrootcert": "/etc/db.crt",
    }  # fmt: skip


@pytest.mark.parametrize("mode", ["verify-full", "verify-ca", "require"])
def test_how_a_line_to_a_database_is_encrypted_can_be_said(given, tmp_path, mode):
    assert options(given, tmp_path, f"?sslmode={mode}") == {"sslmode": mode}


@pytest.mark.parametrize("mode", ["prefer", "allow", "disable", "perhaps"])
def test_a_line_to_a_database_elsewhere_that_may_be_open_is_refused(given, tmp_path, mode):
    with pytest.raises(ImproperlyConfigured, match=f"sslmode={mode}. Write one of: verify-full, verify-ca, require"):
        options(given, tmp_path, f"?sslmode={mode}")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "%2Frun%2Fpostgresql", ""])
def test_a_line_within_this_machine_may_be_open(given, tmp_path, host):
    assert options(given, tmp_path, "", host) == {}
    assert options(given, tmp_path, "?sslmode=disable", host) == {"sslmode": "disable"}


def test_a_host_named_behind_the_question_mark_is_elsewhere_too(given, tmp_path):
    assert options(given, tmp_path, "?host=/run/postgresql", host="") == {"host": "/run/postgresql"}
    assert options(given, tmp_path, "?host=db.example.org", host="")["sslmode"] == "verify-full"


def test_another_option_of_a_database_is_refused_with_the_right_ones(given, tmp_path):
    with pytest.raises(ImproperlyConfigured, match=r"asks for passfile\. It may set: sslmode, sslrootcert"):
        options(given, tmp_path, "?passfile=/tmp/x")


def test_another_database_is_refused_with_the_right_ones(given, tmp_path):
    given(DATABASE_URL="mysql://localhost/x")

    with pytest.raises(ImproperlyConfigured, match=r'begins with "mysql".*sqlite:.*postgresql:'):
        env.database(tmp_path)


def test_the_secret_key_is_made_once_for_its_owner_only(given, tmp_path):
    first, second = env.secret_key(tmp_path), env.secret_key(tmp_path)

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE(Path(tmp_path / "secret-key").stat().st_mode) == 0o600


def test_two_sites_have_two_keys(given, tmp_path_factory):
    assert env.secret_key(tmp_path_factory.mktemp("a")) != env.secret_key(tmp_path_factory.mktemp("b"))


def test_mail_is_kept_as_files_until_a_server_is_named(given, tmp_path):
    assert env.mail(tmp_path)["EMAIL_FILE_PATH"] == str(tmp_path / "mail")


@pytest.mark.parametrize(("scheme", "port", "tls", "ssl"), [("smtp", 587, True, False), ("smtps", 465, False, True)])
def test_mail_goes_out_encrypted_only(given, tmp_path, scheme, port, tls, ssl):
    given(COMMONWEAL_MAIL=f"{scheme}://user:p%40ss@mail.example.org")

    mail = env.mail(tmp_path)

    assert (mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]) == (port, tls, ssl)
    assert mail["EMAIL_HOST_PASSWORD"] == "p@ss"


def test_another_kind_of_mail_is_refused_with_the_right_ones(given, tmp_path):
    given(COMMONWEAL_MAIL="imap://mail.example.org")

    with pytest.raises(ImproperlyConfigured, match=r"smtp://.*smtps://"):
        env.mail(tmp_path)


def test_sign_in_by_oidc_needs_all_of_its_settings(given):
    given(COMMONWEAL_OIDC_URL="https://login.example.org")

    with pytest.raises(ImproperlyConfigured, match="COMMONWEAL_OIDC_CLIENT_ID, COMMONWEAL_OIDC_SECRET is not set"):
        env.open_id_connect()


def test_sign_in_by_oidc_over_an_open_line_is_refused(given):
    given(COMMONWEAL_OIDC_URL="http://login.example.org", COMMONWEAL_OIDC_CLIENT_ID="a", COMMONWEAL_OIDC_SECRET="b")

    with pytest.raises(ImproperlyConfigured, match="https://"):
        env.open_id_connect()


@pytest.mark.parametrize(
    ("url", "may_be_here"),
    [("http://localhost:9400", False), ("http://192.168.1.5", True), ("http://localhost.example.org", True)],
)
def test_only_a_provider_on_this_machine_is_asked_over_an_open_line_and_never_in_production(given, url, may_be_here):
    given(COMMONWEAL_OIDC_URL=url, COMMONWEAL_OIDC_CLIENT_ID="a", COMMONWEAL_OIDC_SECRET="b")

    with pytest.raises(ImproperlyConfigured, match="https://"):
        env.open_id_connect(may_be_here=may_be_here)


def test_a_provider_on_this_machine_may_be_tried_out(given):
    given(COMMONWEAL_OIDC_URL="http://localhost:9400", COMMONWEAL_OIDC_CLIENT_ID="a", COMMONWEAL_OIDC_SECRET="b")

    (app,) = env.open_id_connect(may_be_here=True)["openid_connect"]["APPS"]

    assert app["settings"]["server_url"] == "http://localhost:9400"


def test_a_provider_is_known_by_its_address(given):
    given(COMMONWEAL_OIDC_URL="https://login.example.org/a", COMMONWEAL_OIDC_CLIENT_ID="a", COMMONWEAL_OIDC_SECRET="b")

    (app,) = env.open_id_connect()["openid_connect"]["APPS"]

    assert app["settings"]["server_url"] == "https://login.example.org/a"
    assert env.open_id_origins() == ["https://login.example.org"]
