"""Django's handle on the indicators floor."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IndicatorsConfig(AppConfig):
    """Definitions, targets, measurement, dashboards."""

    name = "indicators"
    verbose_name = "Indicators"

    def ready(self) -> None:
        """Have changed histories marked."""
        from indicators.cells import triggers  # noqa: PLC0415 - models must be loaded

        # The last floor to be migrated is this one: all tables are there.
        post_migrate.connect(triggers.install_after_migrate, sender=self)
