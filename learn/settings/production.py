"""A real deployment: everything by environment, and nothing of the demo."""

from learn.settings import env
from learn.settings.base import *  # noqa: F403

DEBUG = False
if env.flag("DEMO", default=False):
    raise env.BadSetting("DEMO shows one-time codes and can't be switched on in production")
DEMO = False
SECRET_KEY = env.required("SECRET_KEY")
MATCHING_KEY = env.required("MATCHING_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
if SMS_BACKEND.endswith("OutboxBackend"):
    raise env.BadSetting("SMS_BACKEND must name a real gateway in production")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD")
# STARTTLS on the submission port (587), or TLS from the first byte (465).
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = env.flag("EMAIL_TLS", default=False) and not EMAIL_USE_SSL
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", f"hoc-so@{(ALLOWED_HOSTS or ['localhost'])[0]}")

# nginx stands in front and says, in a header it always overwrites, who asks and how.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("PROXIES", 1)
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
# A connection that PostgreSQL closed (a restart, a firewall) is replaced before a page needs it.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
