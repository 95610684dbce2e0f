"""Django's handle on the teams floor."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """Teams, assignments, the leader's board."""

    name = "teams"
    verbose_name = "Teams"

    def ready(self) -> None:
        """Listen to what the floors below announce."""
        from teams import listeners  # noqa: F401, PLC0415 - models must be loaded
