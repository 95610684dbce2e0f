"""Django's handle on the indicators floor."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Definitions, targets, measurement, dashboards."""

    name = "indicators"
    verbose_name = "Indicators"
