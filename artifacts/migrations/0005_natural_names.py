"""Tags keep what they sort by naturally: computed here for those that are there."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from artifacts import natural

AT_ONCE = 10_000


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("artifacts", "Tag").objects.order_by("pk").values_list("pk", "name")
    last = 0
    while found := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        last = found[-1][0]
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE artifacts_tag SET natural_name = %s WHERE id = %s",
                [(natural.key(name), id_) for id_, name in found],
            )


def collate(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """By bytes, as SQLite compares anyway."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            'ALTER TABLE artifacts_tag ALTER COLUMN natural_name TYPE varchar(256) COLLATE "C"'
        )


class Migration(migrations.Migration):
    dependencies = [("artifacts", "0004_pages")]
    operations = [
        migrations.AddField(
            model_name="tag",
            name="natural_name",
            field=models.CharField(db_default="", editable=False, max_length=256),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(collate, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="tag",
            index=models.Index(
                fields=["repository", "natural_name", "id"],
                condition=models.Q(("deleted_at", None)),
                name="tag_natural",
            ),
        ),
    ]
