"""Django's handle on the roof."""

from django.apps import AppConfig


class LearnConfig(AppConfig):
    """Home, navigation, health, the site's own commands."""

    name = "learn"
    verbose_name = "Site"
