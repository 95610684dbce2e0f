"""Static files and what people upload or the site makes."""

from typing import Any

from learn.settings import env
from learn.settings.parts.paths import BASE_DIR, VAR_DIR

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    ("fonts", BASE_DIR / "node_modules" / "@fontsource" / "be-vietnam-pro" / "files"),
    ("built", VAR_DIR / "assets"),
]
(VAR_DIR / "assets").mkdir(parents=True, exist_ok=True)
# Full TrueType files for the PDF: split web subsets give wrong glyphs there.
PDF_FONTS_DIR = BASE_DIR / "node_modules" / "@expo-google-fonts" / "be-vietnam-pro"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"

if env.text("S3_BUCKET"):
    _files: dict[str, Any] = {
        "BACKEND": "learn.object_store.ObjectStore",
        "OPTIONS": {
            "bucket_name": env.text("S3_BUCKET"),
            "endpoint_url": env.text("S3_ENDPOINT") or None,
            "access_key": env.text("S3_ACCESS_KEY") or None,
            "secret_key": env.text("S3_SECRET_KEY") or None,
            "region_name": env.text("S3_REGION", "us-east-1"),
            # Stores that aren't Amazon's know buckets by path, not by name of host.
            "addressing_style": env.text("S3_ADDRESSING", "path"),
        },
    }
else:
    _files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
STORAGES = {
    "default": _files,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
