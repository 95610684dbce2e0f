"""Files of long work: in the storage, under names that nobody can guess and no address serves."""

import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "private/jobs"


def keep(content: bytes, *, folder: str = FOLDER) -> str:
    """Store ``content`` and return its key; ``folder`` lies under ``private/``."""
    return default_storage.save(f"{folder}/{uuid.uuid4().hex}", ContentFile(content))


def content_of(key: str) -> bytes | None:
    """Return what was stored, or None when it was deleted."""
    if not key or not default_storage.exists(key):
        return None
    with default_storage.open(key) as kept:
        return kept.read()


def forget(key: str) -> None:
    """Delete what was stored; again is no fault."""
    if key:
        default_storage.delete(key)
