"""What the code of the site never does, read from the code: a line that does it fails here until it is weighed."""

import ast
import re
from pathlib import Path

import pytest

SITE = Path(__file__).parents[2] / "src" / "commonweal_web"
FILES = {path.relative_to(SITE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
         for path in sorted(SITE.rglob("*.py")) if "migrations" not in path.parts}  # fmt: skip
TEMPLATES = {path.relative_to(SITE).as_posix(): path.read_text(encoding="utf-8")
             for path in sorted((SITE / "templates").rglob("*.*"))}  # fmt: skip


def imports() -> list[tuple[str, str]]:
    """Every module that a file imports."""
    found = []
    for name, tree in FILES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found += [(name, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                found += [(name, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def calls() -> list[tuple[str, str, ast.Call]]:
    """Every call: in which file, of what name, and the call itself."""
    return [
        (name, node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id, node)
        for name, tree in FILES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
    ]


def importers(*modules: str) -> set[tuple[str, str]]:
    pattern = re.compile(rf"({'|'.join(map(re.escape, modules))})(\.|$)")
    return {(name, found.partition(".")[0]) for name, found in imports() if pattern.match(found)}


def test_the_code_is_read():
    assert len(FILES) > 120
    assert ("config/health.py", "execute") in {(name, called) for name, called, _ in calls()}


def test_no_query_is_put_together_from_text():
    """Of SQL there is a fixed question in health.py, and what Django itself compiled in prepared.py."""
    asked = {
        (name, ast.unparse(call.args[0])) for name, called, call in calls() if called in {"execute", "executemany"}
    }
    loose = {(name, called) for name, called, _ in calls() if called in {"raw", "extra", "RawSQL", "executescript"}}

    assert asked == {
        ("config/health.py", "'SELECT 1'"),
        ("audit/seal.py", "statement"),
        ("exchange/backup.py", "'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY'"),
        ("exchange/backup.py", "statement"),
        ("prepared.py", "question.sql"),
    }
    assert loose == set()


def test_no_program_is_started_with_what_somebody_typed():
    """The demonstration starts its own two parts, the pen the half of it that draws; nothing goes by a shell."""
    started = {("command/tree.py", "subprocess"), ("ui/pen.py", "subprocess")}
    assert importers("subprocess", "pty", "multiprocessing") == started
    assert {name for name, called, _ in calls() if called in {"system", "popen", "execv", "execvp", "spawnv"}} == set()
    assert not any(keyword.arg == "shell" for _, _, call in calls() for keyword in call.keywords)


def test_no_text_is_run_as_code_or_as_a_template():
    called = {(name, what) for name, what, call in calls() if isinstance(call.func, ast.Name)}

    assert not {name for name, what in called if what in {"eval", "exec", "compile", "__import__"}}
    assert {name for name, what, _ in calls() if what in {"from_string", "Template"}} == set()


def test_what_comes_in_is_read_by_no_reader_that_makes_things():
    assert importers("pickle", "marshal", "shelve", "yaml", "dill", "xml", "lxml") == set()


def test_the_site_asks_nothing_of_an_address_that_somebody_typed():
    """Mail and sign-in go to the servers of the settings, by Django and allauth. Nothing of ours opens a line."""
    clients = importers("urllib.request", "http.client", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "socket")

    assert clients == {("command/serve.py", "socket")}  # it looks whether the port is free


def test_what_is_not_to_be_guessed_comes_from_secrets_alone():
    assert importers("random", "uuid") == set()
    assert {name for name, _ in importers("secrets")} >= {"accounts/services.py", "config/environment.py"}


def test_digests_and_ciphers_come_from_known_libraries():
    assert {what for _, what in importers("hashlib", "hmac", "cryptography", "Crypto", "nacl", "jwt")} == {
        "hashlib", "hmac", "cryptography",
    }  # fmt: skip
    weak = {"md5", "sha1", "new", "blake2b"}
    assert [(name, found) for name, found in imports() if found.startswith("hashlib.") and found[8:] in weak] == []


def test_no_form_takes_all_fields_of_a_table():
    assert {name for name, found in imports() if found.endswith(("ModelForm", "modelform_factory"))} == set()


def test_text_is_taken_for_markup_only_where_the_site_wrote_it():
    """Hints of forms are ours; charts and pictures of networks are drawn by the library, which escapes words."""
    trusted = {name for name, text in TEMPLATES.items() if re.search(r"\|\s*safe\b|autoescape off", text)}
    called = {name for name, what, _ in calls() if what in {"mark_safe", "SafeString"}}

    assert trusted == {"templates/ui/forms/_hint.html", "templates/ui/forms/field.html",
                       "templates/investment/_block.html", "templates/place/email_invitation.txt",
                       "templates/pages/readings/bridges.html"}  # fmt: skip
    assert called == set()


def test_no_table_holds_a_number_of_a_telephone_or_a_secret_question():
    from django.apps import apps

    fields = {f"{model.__name__}.{field.name}" for model in apps.get_models() for field in model._meta.get_fields()}
    assert "User.email" in fields
    of_people = {name for name in fields if not name.startswith(("Place.", "NamedMap."))}  # the question of a place
    assert [name for name in of_people if re.search("phone|mobile|hint|question", name)] == []


@pytest.mark.parametrize("name", ["localStorage", "sessionStorage", "document.cookie", "innerHTML", "eval("])
def test_scripts_of_ours_keep_nothing_in_the_browser_and_write_no_markup(name):
    scripts = [path for path in (SITE.parents[1] / "frontend" / "src").rglob("*.js") if ".test." not in path.name]

    assert len(scripts) > 3
    assert [path.name for path in scripts if name in path.read_text(encoding="utf-8")] == []
