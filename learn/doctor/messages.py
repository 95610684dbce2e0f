"""Mail and short messages: settings that make sense, and servers that answer."""

import http.client
import smtplib
import socket
import ssl
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection

from learn.doctor.findings import Finding, fault, ok, skipped, warning

SECONDS = 10
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def mail() -> Finding:
    """Check that the mail server takes our name and password."""
    name = "mail"
    if settings.EMAIL_BACKEND != SMTP:
        return fault(
            name,
            f"Mail goes to {settings.EMAIL_BACKEND.rsplit('.', 1)[-1]}, not to a mail server.",
            "Use the production settings and set EMAIL_HOST.",
        )
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        connection = get_connection(timeout=SECONDS)
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        return fault(
            name,
            f"{where} does not take mail from us: {error}",
            "Check EMAIL_HOST, EMAIL_PORT (587 with EMAIL_TLS=yes), EMAIL_USER and EMAIL_PASSWORD; "
            "is the port open to the outside?",
        )
    return ok(name, f"{where} lets us in")


def mail_sender() -> Finding:
    """Check that mails come from an address that exists somewhere."""
    name = "mail sender"
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    host = address.partition("@")[2]
    if not host or host == "localhost" or host.endswith(".example.vn"):
        return warning(
            name,
            f"Mails say they come from {settings.DEFAULT_FROM_EMAIL}.",
            "Set EMAIL_FROM to an address of a domain whose SPF and DKIM records name the mail server.",
        )
    return ok(name, settings.DEFAULT_FROM_EMAIL)


def short_messages() -> Finding:
    """Check that the gateway of short messages can be reached, without sending one."""
    name = "short messages"
    if not settings.SMS_BACKEND.endswith(".HttpBackend"):
        return skipped(name, f"{settings.SMS_BACKEND} isn't ours to ask.")
    url = urlsplit(settings.SMS_HTTP["url"])
    if url.scheme not in {"http", "https"} or not url.hostname:
        return fault(
            name,
            "SMS_HTTP_URL is missing or no address: nobody can sign in by phone.",
            "Set SMS_HTTP_URL, SMS_HTTP_TOKEN and SMS_HTTP_SENDER as the gateway's operator says.",
        )
    try:
        reach(url.hostname, url.port, is_secure=url.scheme == "https")
    except (OSError, http.client.HTTPException) as error:
        return fault(
            name,
            f"{url.hostname} can't be reached: {error}",
            "Does the firewall let this server out to it? Is the address right?",
        )
    if url.scheme == "http" and url.hostname not in {"127.0.0.1", "localhost", "::1"}:
        return warning(
            name,
            f"One-time codes go to {url.hostname} over plain HTTP.",
            "Ask the operator for an https address.",
        )
    if not settings.SMS_HTTP["token"]:
        return warning(name, "No SMS_HTTP_TOKEN is set.", "Does the gateway really ask for none?")
    return ok(name, f"{url.hostname} can be reached")


def reach(host: str, port: int | None, *, is_secure: bool) -> None:
    """Open a connection, with its certificate checked, and close it."""
    with socket.create_connection((host, port or (443 if is_secure else 80)), SECONDS) as link:
        if is_secure:
            ssl.create_default_context().wrap_socket(link, server_hostname=host).close()
