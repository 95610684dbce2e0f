"""What was written before was written in the site's own language."""

from django.db import migrations
from wagtail.models import BootstrapTranslatableModel


class Migration(migrations.Migration):
    dependencies = [("courses", "0003_question_languages")]

    operations = [BootstrapTranslatableModel("courses.BankQuestion")]
