"""Tests: quick hashing, tasks at once, memory instead of disk."""

import os

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if os.environ.get("REDIS_URL") and _WORKER:
    # Emptying the cache empties a whole database of Redis, so every worker has one: 9, 10 and on.
    _SERVER, _NUMBER = os.environ["REDIS_URL"].rsplit("/", 1)
    os.environ["REDIS_URL"] = f"{_SERVER}/{int(_NUMBER) + int(_WORKER.removeprefix('gw'))}"

from learn.assets import mark_version  # noqa: E402 - the settings read what was just set
from learn.settings.base import *  # noqa: E402, F403

DEBUG = False
DEMO = True
SECRET_KEY = "test-only-key-" + "x" * 40
MATCHING_KEY = "test-only-matching-key"
VAPID_PRIVATE_KEY = DEMO_VAPID_KEY
VAPID_SUBJECT = "mailto:test@example.vn"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
if not os.environ.get("REDIS_URL"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = VAR_DIR / "test-media"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_ADD_HEADERS_FUNCTION = mark_version
