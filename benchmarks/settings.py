"""The demo's settings with one more address: a view that does nothing."""

from learn.settings.dev import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
