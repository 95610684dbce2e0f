"""The demo's settings with one more address, a view that does nothing, and no brake on checks."""

from learn.settings.dev import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
VERIFICATIONS_PER_MINUTE = 10**9
