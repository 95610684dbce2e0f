"""SQLite by default, PostgreSQL when DATABASE=postgresql; the same code and tests on both."""

from typing import Any

from learn.settings import env
from learn.settings.parts.paths import VAR_DIR

_SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR_DIR / "hocso.sqlite3",
    # Opening the file and setting it up would cost every request more than its reads.
    "CONN_MAX_AGE": 600,
    "OPTIONS": {
        # Without IMMEDIATE a third of concurrent read-modify-writes fail as "locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000; "
            "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728; "
            "PRAGMA journal_size_limit=27103364;"
        ),
    },
}

_POSTGRESQL: dict[str, Any] = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": env.text("DATABASE_NAME", "hocso"),
    "USER": env.text("DATABASE_USER", "postgres"),
    "PASSWORD": env.text("DATABASE_PASSWORD"),
    "HOST": env.text("DATABASE_HOST", "127.0.0.1"),
    "PORT": env.text("DATABASE_PORT", "5432"),
    "CONN_MAX_AGE": 0,
    "OPTIONS": {
        "pool": {"min_size": 1, "max_size": env.number("DATABASE_POOL", 8)},
        # The reads of every page are planned once a connection (people.prepared). A pooler that
        # hands connections about between transactions may not know prepared statements.
        "prepare_threshold": 2 if env.flag("DATABASE_PREPARES", default=True) else None,
    },
}

_CHOICES: dict[str, dict[str, Any]] = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
_chosen = env.text("DATABASE", "sqlite")
if _chosen not in _CHOICES:
    raise env.BadSetting(f"DATABASE must be one of {', '.join(_CHOICES)}, not {_chosen!r}")

DATABASES = {"default": _CHOICES[_chosen]}

# Redis shares the cache and the rate limits between processes; without it they are on disk.
REDIS_URL = env.text("REDIS_URL")
if REDIS_URL:
    CACHES: dict[str, dict[str, Any]] = {
        "default": {
            "BACKEND": "learn.redis_cache.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": env.text("CACHE_PREFIX", "hocso"),
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 5000},
        }
    }
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
