"""The site as a visitor reaches it: address, certificate, headers."""

import datetime as dt
import http.client
import ssl
from collections import Counter
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from learn.doctor.findings import Finding, fault, ok, skipped, warning

SECONDS = 15
LEAST_DAYS = 14
# name of the header, and what must be in it
HEADERS = {
    "Strict-Transport-Security": "max-age=",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
NGINX = "Take deploy/nginx/hocso.conf as it is: headers come from Django alone."


def site() -> Iterator[Finding]:
    """Ask the site's own front page, as a visitor does, and judge the answer."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if address.scheme != "https" or not address.hostname:
        yield skipped("site over HTTPS", "SITE_URL isn't an https address.")
        return
    try:
        status, headers, expires = _ask(address, "/healthz")
    except ssl.SSLError as error:
        yield fault(
            "site over HTTPS",
            f"The certificate of {address.hostname} is not accepted: {error}",
            "certbot renew, then systemctl reload nginx; does the certificate name this site?",
        )
        return
    except (OSError, http.client.HTTPException) as error:
        yield fault(
            "site over HTTPS",
            f"{address.netloc} does not answer: {error}",
            "Is nginx running (systemctl status nginx)? Does DNS lead here? If this server can't "
            "reach its own public address, put the name into /etc/hosts.",
        )
        return
    if status != 200:
        yield fault(
            "site over HTTPS",
            f"{address.netloc}/healthz answers {status}.",
            "502: the web processes are down (systemctl status 'hocso-web@*'). 400: the name isn't "
            "in ALLOWED_HOSTS. 301: nginx does not send X-Forwarded-Proto.",
        )
        return
    yield ok("site over HTTPS", f"{address.netloc} answers")
    yield _certificate(expires)
    yield _headers(headers)
    yield _redirect(address)


def _ask(address: SplitResult, path: str) -> tuple[int, list[tuple[str, str]], dt.datetime]:
    trust = ssl.create_default_context()
    connection = http.client.HTTPSConnection(
        address.hostname or "", address.port or 443, timeout=SECONDS, context=trust
    )
    try:
        connection.connect()
        held = connection.sock.getpeercert() or {}
        expires = dt.datetime.fromtimestamp(
            ssl.cert_time_to_seconds(str(held["notAfter"])), tz=dt.UTC
        )
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.getheaders(), expires
    finally:
        connection.close()


def _certificate(expires: dt.datetime) -> Finding:
    days = (expires - dt.datetime.now(dt.UTC)).days
    if days < LEAST_DAYS:
        return warning(
            "certificate of the site",
            f"It ends in {days} days.",
            "systemctl status certbot.timer; certbot renew --dry-run says what is wrong.",
        )
    return ok("certificate of the site", f"valid for {days} more days")


def _headers(headers: list[tuple[str, str]]) -> Finding:
    name = "security headers"
    counts = Counter(key.lower() for key, _value in headers)
    values = {key.lower(): value for key, value in headers}
    twice = [key for key in HEADERS if counts[key.lower()] > 1]
    lacking = [key for key, part in HEADERS.items() if part not in values.get(key.lower(), "")]
    if lacking:
        return fault(name, f"Missing or weakened: {', '.join(lacking)}.", NGINX)
    if twice:
        return fault(name, f"Sent twice: {', '.join(twice)}; browsers may ignore both.", NGINX)
    return ok(name, f"all {len(HEADERS)}, each once")


def _redirect(address: SplitResult) -> Finding:
    name = "plain HTTP"
    if address.port not in {None, 443}:
        return skipped(name, f"The site is on port {address.port}; nobody types that.")
    connection = http.client.HTTPConnection(address.hostname or "", 80, timeout=SECONDS)
    try:
        connection.request("GET", "/")
        answer = connection.getresponse()
        to = answer.headers.get("Location", "")
    except (OSError, http.client.HTTPException) as error:
        return warning(
            name,
            f"Port 80 does not answer ({error}): who types the name without https may not arrive.",
            "Open port 80 in the firewall; certificates are renewed through it too.",
        )
    finally:
        connection.close()
    if answer.status not in {301, 308} or not to.startswith("https://"):
        return fault(name, f"http:// answers {answer.status} and does not lead to https.", NGINX)
    return ok(name, "leads to https")
