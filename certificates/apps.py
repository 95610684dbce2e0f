"""Django's handle on the certificates floor."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Evidence, register, documents, verification."""

    name = "certificates"
    verbose_name = "Certificates"

    def ready(self) -> None:
        """Listen to what the floor below announces."""
        from certificates import listeners  # noqa: F401, PLC0415 - models must be loaded
