"""Uploads and documents: the store takes a file, gives it back and lets go of it."""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from learn.doctor.findings import Finding, fault, ok, warning

CONTENT = "Học Số: thử kho lưu trữ".encode()


def files() -> Finding:
    """Write a file, read it, delete it."""
    name = "storage"
    path, step = f"doctor/{uuid.uuid4()}.txt", "write"
    try:
        kept = default_storage.save(path, ContentFile(CONTENT))
        step = "read"
        with default_storage.open(kept) as file:
            found = file.read()
        step = "delete"
        default_storage.delete(kept)
        is_gone = not default_storage.exists(kept)
    except Exception as error:  # noqa: BLE001 - every store has errors of its own
        return fault(
            name,
            f"A file could not be {_done(step)}: {type(error).__name__}: {error}",
            "Check S3_BUCKET, S3_ENDPOINT, S3_ACCESS_KEY and S3_SECRET_KEY; the key needs the rights "
            "to get, put, delete and list objects of that bucket."
            if settings.STORAGES["default"]["BACKEND"].endswith("ObjectStore")
            else f"May the user hocso write into {settings.MEDIA_ROOT}?",
        )
    if found != CONTENT or not is_gone:
        return fault(
            name,
            "The store gave back something else, or did not let go of a deleted file.",
            "Look at the bucket's rules: no transformation, no lock on new objects.",
        )
    return ok(name, "writes, reads and deletes")


def place() -> Finding:
    """Check that files lie where a second server could reach them."""
    name = "storage place"
    if isinstance(default_storage, FileSystemStorage):
        return warning(
            name,
            f"Uploads and certificates lie on this server ({settings.MEDIA_ROOT}).",
            "Fine for one server if the nightly backup takes them along; else set S3_BUCKET.",
        )
    return ok(name, f"bucket {getattr(default_storage, 'bucket_name', '?')}")


def public_address() -> Finding:
    """Check that pictures have addresses of our own: pages load nothing from elsewhere."""
    name = "picture addresses"
    address = default_storage.url("images/a.png")
    if not address.startswith(settings.MEDIA_URL):
        return fault(
            name,
            f"The store gives addresses like {address.split('?')[0]}, which pages may not load.",
            "Use learn.object_store.ObjectStore: set S3_BUCKET and leave STORAGES alone.",
        )
    return ok(name, f"{settings.MEDIA_URL}…")


def static_files() -> Finding:
    """Check that the static files of this release were collected."""
    name = "static files"
    folder = Path(settings.STATIC_ROOT)
    manifest = folder / "staticfiles.json"
    if not manifest.exists():
        return fault(
            name,
            f"{folder} holds no collected files.",
            "Run deploy/manage.sh collectstatic --no-input, then deploy/rolling-restart.sh.",
        )
    if not any(folder.glob("built/icons.*.svg")):
        return fault(
            name,
            "The icons were collected before they were built.",
            "Run deploy/manage.sh build_assets, then deploy/manage.sh collectstatic --no-input.",
        )
    return ok(name, "collected")


def _done(step: str) -> str:
    return {"write": "written", "read": "read", "delete": "deleted"}[step]
