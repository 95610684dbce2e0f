"""Django's handle on the teams floor."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """Teams, assignments, the leader's board."""

    name = "teams"
    verbose_name = "Teams"
