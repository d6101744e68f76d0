"""The whole site in one file and back: a table a file, a row a line, each file with its digest.

Every table of ours and of sign-in is in it, with its keys, so that it goes from either database into either. Left
out are sessions (everybody signs in again) and what Django makes anew at migration.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import Error, connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from commonweal import __version__
from commonweal.errors import Fault, FaultyInput, WrongUse

LEFT_OUT = {
    "sessions.session",
    "usersessions.usersession",
    "contenttypes.contenttype",
    "auth.permission",
    "auth.group_permissions",
    "accounts.user_user_permissions",
}
MANIFEST = "manifest.json"
FORMAT = 1

# Rows held in memory at once.
BATCH = 500


class Exact(DjangoJSONEncoder):
    """Times to the microsecond: Django's own encoder cuts them, and the chain of events is sealed over the whole."""

    def default(self, o: Any) -> Any:
        """What JSON does not know."""
        return o.isoformat() if isinstance(o, datetime | time) else super().default(o)


def tables() -> list[type[models.Model]]:
    """Every table that a backup holds, what is referred to before what refers; many-to-many tables too."""
    known = [model for model in apps.get_models(include_auto_created=True) if _is_kept(model)]
    ordered: list[type[models.Model]] = []

    def add(model: type[models.Model], above: tuple[type[models.Model], ...] = ()) -> None:
        for field in model._meta.fields:
            target = field.related_model
            if target in known and target not in (*above, model) and isinstance(target, type):
                add(target, (*above, model))
        if model not in ordered:
            ordered.append(model)

    for model in known:
        add(model)
    return ordered


def _is_kept(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT


def write_backup(target: Path) -> int:
    """Write every row of the site into a zip file, as they stood at one moment; how many.

    The file is whole or is not there. It holds what people gave in confidence: it is for its owner only.
    """
    beside = target.with_name(f".writing-{target.name}")
    try:
        beside.touch(mode=0o600)
        with transaction.atomic(), zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            _read_as_of_one_moment()
            manifest = {model._meta.label_lower: _write_table(archive, model) for model in tables()}
            said = {"format": FORMAT, "version": __version__, "migrations": _migrations(), "tables": manifest}
            archive.writestr(MANIFEST, json.dumps(said, indent=1))
        beside.replace(target)
    except OSError as error:
        raise WrongUse(f"it cannot be written ({error.strerror})", where=str(target), mend="Choose another.") from error
    finally:
        beside.unlink(missing_ok=True)
    return sum(table["rows"] for table in manifest.values())


def _read_as_of_one_moment() -> None:
    """PostgreSQL shows a transaction what others write meanwhile, unless told not to; SQLite never does."""
    if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _migrations() -> list[str]:
    """What brought the tables to their shape: a backup fits only tables of the same shape."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _write_table(archive: zipfile.ZipFile, model: type[models.Model]) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    rows = model._base_manager.order_by("pk").iterator(chunk_size=BATCH)
    with archive.open(_file_of(model), "w", force_zip64=True) as file:
        for row in rows:
            line = serializers.serialize("jsonl", [row], ensure_ascii=False, cls=Exact).encode()
            file.write(line)
            digest.update(line)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _file_of(model: type[models.Model]) -> str:
    return f"{model._meta.label_lower}.jsonl"


def restore_backup(source: Path) -> int:
    """Fill an empty site from a backup, all or nothing; how many rows.

    Raises
    ------
    WrongUse
        Where the site is not empty, or the backup is of tables of another shape.
    FaultyInput
        Where the file is no backup, or anything in it was altered.
    """
    try:
        with zipfile.ZipFile(source) as archive, transaction.atomic():
            manifest = _manifest(archive)
            _refuse_unfit(manifest)
            _refuse_altered(archive, manifest)
            _refuse_full_site()
            return _fill(archive)
    except (zipfile.BadZipFile, OSError, KeyError, ValueError) as error:
        raise _no_backup("it is no backup of this site, or is damaged") from error
    except (DeserializationError, Error) as error:
        raise _no_backup("its rows do not fit together") from error


def _no_backup(problem: str) -> FaultyInput:
    return FaultyInput([Fault("the backup", None, None, problem, "Use another copy; nothing was changed.")])


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    said = json.loads(archive.read(MANIFEST))
    if said["format"] != FORMAT:
        raise _no_backup(f"it has the format {said['format']}, and we read {FORMAT}")
    return dict(said)


def _refuse_unfit(manifest: dict[str, Any]) -> None:
    here, there = set(_migrations()), set(manifest["migrations"])
    ours = {app.label for app in apps.get_app_configs()}
    odd = {name for name in here ^ there if name.split(".")[0] in ours}
    if odd:
        raise WrongUse(
            f"the backup was made by version {manifest['version']}, whose tables are not those of this one",
            where="the backup",
            mend=f"Restore it with that version, then migrate. They differ in: {', '.join(sorted(odd)[:5])}.",
        )


def _refuse_altered(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Every file must be the one that was written, and none be missing or more."""
    expected = {_file_of(model): manifest["tables"][model._meta.label_lower]["sha256"] for model in tables()}
    wrong = {*archive.namelist()} ^ {*expected, MANIFEST}
    for name in expected.keys() - wrong:
        with archive.open(name) as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected[name]:  # type: ignore[arg-type]
                wrong.add(name)
    if wrong:
        raise FaultyInput(
            [
                Fault(name, None, None, "it was altered since the backup was made, or is missing", "Use another copy.")
                for name in sorted(wrong)
            ]
        )


def _refuse_full_site() -> None:
    full = [model._meta.label_lower for model in _own_tables() if model._base_manager.exists()]
    if full:
        problem = f"the site is not empty: there are rows in {', '.join(sorted(full)[:5])}"
        raise WrongUse(problem, where="restore", mend="Restore into a new data folder or a new database.")


def _own_tables() -> Iterable[type[models.Model]]:
    """Tables whose rows people made: those that migration fills are not counted."""
    return (
        model for model in tables() if model._meta.label_lower in {"accounts.user", "place.place", "audit.auditevent"}
    )


def _fill(archive: zipfile.ZipFile) -> int:
    filled = tables()
    for model in reversed(filled):
        model._base_manager.all()._raw_delete(using="default")
    total = 0
    for model in filled:
        for batch in _batches(archive, model):
            _insert(model, batch)
            total += len(batch)
    connection.check_constraints()
    _set_counters(filled)
    return total


def _insert(model: type[models.Model], batch: list[models.Model]) -> None:
    """Write rows as they were: a column that is stamped when a row is made keeps the stamp that it had."""
    if any(getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False) for field in model._meta.fields):
        for row in batch:
            models.Model.save_base(row, raw=True, force_insert=True)
    else:
        model._base_manager.bulk_create(batch)


def _batches(archive: zipfile.ZipFile, model: type[models.Model]) -> Iterator[list[models.Model]]:
    batch: list[models.Model] = []
    with archive.open(_file_of(model)) as packed:
        for row in serializers.deserialize("jsonl", io.TextIOWrapper(packed, encoding="utf-8")):
            batch.append(row.object)
            if len(batch) == BATCH:
                yield batch
                batch = []
    yield batch


def _set_counters(filled: list[type[models.Model]]) -> None:
    """Let the next row of every table have a key of its own (PostgreSQL counts apart from the rows)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), filled):
            cursor.execute(statement)
