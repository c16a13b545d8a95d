"""Names sort by their bytes, as the distribution specification has it, whatever the locale."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

COLUMNS = (("artifacts_tag", "name", 128), ("artifacts_repository", "name", 255))


def collate(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite compares bytes anyway."""
    if schema_editor.connection.vendor == "postgresql":
        for table, column, length in COLUMNS:
            schema_editor.execute(
                f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE "C"'
            )


class Migration(migrations.Migration):
    dependencies = [("artifacts", "0001_first_models")]
    operations = [migrations.RunPython(collate, migrations.RunPython.noop)]
