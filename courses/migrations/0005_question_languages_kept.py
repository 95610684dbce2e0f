"""From here on a question is one per pool, key and language."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0004_question_languages_filled")]

    operations = [
        migrations.AlterField(
            model_name="bankquestion",
            name="translation_key",
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AlterField(
            model_name="bankquestion",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AlterUniqueTogether(
            name="bankquestion", unique_together={("translation_key", "locale")}
        ),
        migrations.AddConstraint(
            model_name="bankquestion",
            constraint=models.UniqueConstraint(
                fields=["pool", "key", "locale"], name="courses_bankquestion_key"
            ),
        ),
    ]
