"""The database itself refuses to alter or take out an event."""

from typing import Any

from django.conf import settings
from django.db import migrations

from commonweal_web.audit.seal import seal, unseal


def seal_chain(apps: Any, editor: Any) -> None:
    # Tests empty every table between them; those of the seal set it themselves, on the same statements.
    if settings.MODE != "test":
        seal(editor.connection)


def unseal_chain(apps: Any, editor: Any) -> None:
    unseal(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(seal_chain, unseal_chain)]
