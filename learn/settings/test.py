"""Tests: quick hashing, tasks at once, memory instead of disk."""

import os

from learn.assets import mark_version
from learn.settings.base import *  # noqa: F403

DEBUG = False
DEMO = True
SECRET_KEY = "test-only-key-" + "x" * 40
MATCHING_KEY = "test-only-matching-key"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
if not os.environ.get("REDIS_URL"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = VAR_DIR / "test-media"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_ADD_HEADERS_FUNCTION = mark_version
