"""The demo and development: SQLite, local files, an outbox instead of a gateway."""

from learn.assets import mark_version
from learn.settings.base import *  # noqa: F403

DEBUG = False
DEMO = True
SECRET_KEY = "demo-only-key-never-used-in-production-0123456789"  # noqa: S105 - refused elsewhere
MATCHING_KEY = "demo-only-matching-key"
VAPID_PRIVATE_KEY = DEMO_VAPID_KEY
VAPID_SUBJECT = "mailto:demo@example.vn"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "people.messages.mail.OutboxEmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
WHITENOISE_ADD_HEADERS_FUNCTION = mark_version

# Nobody asked the made-up members of the demo; a tap on "Remind" works.
NUDGES = False
