"""Pictures of an edition: a copy under the name of its content, which nobody can take away."""

import hashlib
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.images.models import AbstractImage

Json = dict[str, Any]
# A photograph is made small enough for a phone on 3G; a drawing (SVG) is small already.
PHONE_SPEC = "max-960x960|format-webp|webpquality-72"


def keep_image(image: AbstractImage | None) -> Json | None:
    """Copy ``image`` to ``editions/<sha256>.<ext>`` unless it is there; return how to show it.

    The address begins with our own MEDIA_URL whatever the storage, because it is frozen into
    editions and a storage's own addresses (signed, or of a bucket) may change.

    Raises:
        OSError: the picture's file is gone.
    """
    if image is None:
        return None
    source = image if image.is_svg() else image.get_rendition(PHONE_SPEC)
    with source.file.open("rb") as handle:
        content = handle.read()
    suffix = PurePosixPath(source.file.name).suffix.lower()
    name = f"editions/{hashlib.sha256(content).hexdigest()}{suffix}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
    return {
        "src": f"{settings.MEDIA_URL}{name}",
        "width": source.width,
        "height": source.height,
    }


def show_image(image: AbstractImage | None) -> Json | None:
    """Return how to show ``image`` in a preview, where nothing is copied."""
    if image is None:
        return None
    return {"src": image.file.url, "width": image.width, "height": image.height}
