"""Settings: the production file, keys, names, what must never be on a real site."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from learn.demo.build import is_loaded
from learn.doctor.findings import Finding, fault, ok, skipped, warning

ENV_FILE = "/etc/hocso/hocso.env"
SHORTEST_KEY = 50
# Secret, so that nobody who has a copy of the database can guess numbers back.
SHORTEST_MATCHING_KEY = 32


def production_settings() -> Finding:
    """Check that the settings are those of a real site."""
    name, module = "production settings", str(settings.SETTINGS_MODULE)
    if not module.endswith(".production") or settings.DEBUG or settings.DEMO:
        return fault(
            name,
            f"The site runs with {module}: demo or debugging is on.",
            f"Set DJANGO_SETTINGS_MODULE=learn.settings.production in {ENV_FILE}, and run this "
            "as deploy/manage.sh doctor, which reads that file.",
        )
    return ok(name, f"{module}, no demo, no debugging")


def keys() -> Iterator[Finding]:
    """Check that both keys are long, random and different."""
    make = (
        "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(50))', put it into "
        f"{ENV_FILE} and restart."
    )
    secret, matching = settings.SECRET_KEY, settings.MATCHING_KEY
    if len(secret) < SHORTEST_KEY or len(set(secret)) < 10 or "demo" in secret:
        yield fault("secret key", "SECRET_KEY is short, simple or the demo's.", make)
    else:
        yield ok("secret key", f"SECRET_KEY has {len(secret)} characters")
    if matching == secret:
        yield fault("matching key", "MATCHING_KEY is the same as SECRET_KEY.", make)
    elif len(matching) < SHORTEST_MATCHING_KEY or "demo" in matching:
        yield fault(
            "matching key",
            "MATCHING_KEY is short or the demo's; with it phone numbers can be guessed back.",
            f"{make} Do it before people are entered: later it would break the matching of "
            "those who are in.",
        )
    else:
        yield ok("matching key", f"MATCHING_KEY has {len(matching)} characters")


def hosts() -> Iterator[Finding]:
    """Check the site's names and address against each other."""
    names, address = settings.ALLOWED_HOSTS, urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if not names or "*" in names:
        yield fault(
            "host names",
            "ALLOWED_HOSTS is empty or takes any name.",
            f"Set ALLOWED_HOSTS in {ENV_FILE} to the site's name, for instance hocso.example.vn.",
        )
    else:
        yield ok("host names", ", ".join(names))
    if address.scheme != "https" or not address.hostname:
        yield fault(
            "site address",
            f"SITE_URL is {settings.WAGTAILADMIN_BASE_URL}; certificates print it.",
            f"Set SITE_URL=https://<name of the site> in {ENV_FILE}, before certificates are issued.",
        )
    elif names and "*" not in names and address.hostname not in names:
        yield fault(
            "site address",
            f"SITE_URL names {address.hostname}, which isn't in ALLOWED_HOSTS.",
            "Make both name the same site.",
        )
    else:
        yield ok("site address", settings.WAGTAILADMIN_BASE_URL)


def framework_checks() -> Finding:
    """Run Django's own checks, with those for deployments."""
    name = "Django's checks"
    found = [
        message
        for message in checks.run_checks(include_deployment_checks=True)
        if message.level >= checks.WARNING and not message.is_silenced()
    ]
    if found:
        lines = "; ".join(f"{message.id}: {message.msg}" for message in found)
        return fault(
            name, lines, "Run deploy/manage.sh check --deploy and do what each message says."
        )
    return ok(name, "no error and no warning")


def invented_people() -> Finding:
    """Check that the demo's persons aren't in the database."""
    name = "invented people"
    if is_loaded():
        return fault(
            name,
            "The database holds the demo's invented people; every figure would be wrong.",
            "Start with an empty database: it can't be cleaned, its registers only grow. "
            "See docs/operate/install.md, “The database”.",
        )
    return ok(name, "none")


def outbox() -> Finding:
    """Check that no one-time code is shown on a page."""
    name = "outbox of the demo"
    shown = [key for key in ("SMS_BACKEND", "EMAIL_BACKEND") if "Outbox" in getattr(settings, key)]
    if shown:
        return fault(
            name,
            f"{' and '.join(shown)} keep one-time codes on a page instead of sending them.",
            "Name a real gateway: SMS_BACKEND=people.messages.backends.HttpBackend with "
            "SMS_HTTP_URL, and EMAIL_HOST; use the production settings.",
        )
    return ok(name, "refused: codes leave through the gateway")


def proxies() -> Finding:
    """Check that limits per address count visitors and not the proxy."""
    name = "proxy in front"
    count = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    if not str(settings.SETTINGS_MODULE).endswith(".production"):
        return skipped(name, "Only production settings say how many there are.")
    if count < 1:
        return warning(
            name,
            "PROXIES is 0: without a proxy that says who asks, limits can't tell visitors apart.",
            f"Set PROXIES=1 in {ENV_FILE}: nginx alone is in front.",
        )
    return ok(name, f"{count} trusted to say who asks")
