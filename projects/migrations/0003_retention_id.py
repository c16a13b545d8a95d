from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0002_robots_and_immutable_rules'),
    ]

    operations = [
        migrations.AddField(
            model_name='project',
            name='retention_id',
            field=models.BigIntegerField(blank=True, null=True),
        ),
    ]
