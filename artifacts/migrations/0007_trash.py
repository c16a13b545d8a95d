"""What is deleted says by whom and with what, and is found by when it went."""

from django.db import migrations, models

DELETED = models.Q(("deleted_at__isnull", False))


def added(model: str, name: str, longest: int) -> migrations.AddField:
    field = models.CharField(blank=True, db_default="", max_length=longest)
    return migrations.AddField(model_name=model, name=name, field=field)


class Migration(migrations.Migration):
    dependencies = [("artifacts", "0006_reviews")]
    operations = [
        added("repository", "deleted_by", 255),
        added("manifest", "deleted_by", 255),
        added("manifest", "deleted_with", 135),
        added("tag", "deleted_by", 255),
        migrations.AddIndex(
            model_name="repository",
            index=models.Index(
                fields=["project", "deleted_at"], condition=DELETED, name="repository_trash"
            ),
        ),
        migrations.AddIndex(
            model_name="manifest",
            index=models.Index(
                fields=["repository", "deleted_at"], condition=DELETED, name="manifest_trash"
            ),
        ),
        migrations.AddIndex(
            model_name="tag",
            index=models.Index(
                fields=["repository", "deleted_at"], condition=DELETED, name="tag_trash"
            ),
        ),
        migrations.AddIndex(
            model_name="tagmove",
            index=models.Index(
                fields=["repository", "old_digest"],
                condition=models.Q(("new_digest", "")),
                name="tag_deletions",
            ),
        ),
    ]
