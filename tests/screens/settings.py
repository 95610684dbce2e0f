"""The demo as a deployment serves it: hashed and compressed static files; error pages on call."""

from learn.settings.dev import *  # noqa: F403

ROOT_URLCONF = "tests.screens.urls"
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
}
VERIFICATIONS_PER_MINUTE = 10**9
