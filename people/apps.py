"""Django's handle on the ground floor."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    """Accounts, persons, units, memberships, rights."""

    name = "people"
    verbose_name = "People"

    def ready(self) -> None:
        """Guard append-only tables of all floors, and switch the house checks on."""
        from people import append_only, checks  # noqa: F401, PLC0415 - models must be loaded
        from people.accounts import listeners  # noqa: F401, PLC0415 - models must be loaded
        from people.registry.rosters import working  # noqa: F401, PLC0415 - kinds of long work

        post_migrate.connect(append_only.install_after_migrate, sender=self)
