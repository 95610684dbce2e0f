"""Questions get a language: columns first, empty where there are rows."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0002_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="bankquestion", name="courses_bankquestion_key"),
        migrations.AddField(
            model_name="bankquestion",
            name="translation_key",
            field=models.UUIDField(editable=False, null=True, default=None),
        ),
        migrations.AddField(
            model_name="bankquestion",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
    ]
