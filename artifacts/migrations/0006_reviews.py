"""When garbage collection looks at a link or a blob; those that are there are looked at once."""

from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("artifacts", "0005_natural_names")]
    operations = [
        migrations.AddField(
            model_name="blob",
            name="review_at",
            field=models.DateTimeField(blank=True, db_default=Now(), null=True),
        ),
        migrations.AddField(
            model_name="repositoryblob",
            name="review_at",
            field=models.DateTimeField(blank=True, db_default=Now(), null=True),
        ),
        migrations.AddIndex(
            model_name="blob",
            index=models.Index(
                condition=models.Q(("review_at__isnull", False)),
                fields=["review_at", "id"],
                name="blob_review",
            ),
        ),
        migrations.AddIndex(
            model_name="repositoryblob",
            index=models.Index(
                condition=models.Q(("review_at__isnull", False)),
                fields=["review_at", "id"],
                name="link_review",
            ),
        ),
        migrations.AddIndex(
            model_name="manifest",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", False)),
                fields=["deleted_at", "id"],
                name="manifest_deleted",
            ),
        ),
    ]
