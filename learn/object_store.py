"""Uploads and documents in an S3-compatible store: kept there, shown at our own addresses."""

from typing import Any

from botocore.config import Config
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class ObjectStore(S3Storage):
    """A private bucket; nothing in it has a public address and nothing is overwritten by chance."""

    def __init__(self, **options: Any) -> None:
        """Take the options of the settings and add what any compatible store understands.

        Args:
            options: as S3Storage takes them: bucket_name, endpoint_url, access_key, secret_key,
                region_name, addressing_style.
        """
        style = options.pop("addressing_style", "path")
        options.setdefault("file_overwrite", False)
        options["client_config"] = Config(
            s3={"addressing_style": style},
            signature_version="s3v4",
            # Newer checksums are Amazon's own; without this other stores refuse an upload.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=5,
            read_timeout=30,
            retries={"max_attempts": 3, "mode": "standard"},
        )
        super().__init__(**options)

    def url(self, name: str, *_args: Any, **_kwargs: Any) -> str:
        """Return the address under our own /media/: no page sends a browser to another host."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(self._normalize_name(name))}"
