"""The further channels of messages: settings that make sense, and messages that get through."""

import base64
import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from learn.doctor.findings import Finding, fault, ok, skipped, warning
from learn.doctor.messages import reach
from people.messages import states_since
from people.messages.channels.push import public_key
from teams.nudges import TEMPLATES

GUIDE = "docs/operate/messages.md"
SHORTEST_SECRET = 32
# Of a day's messages: fewer say nothing, and a few always go to numbers that are no more.
FEW, SHARE = 20, 0.2
KEY_BYTES = 32
HTTPS = 443


def zalo() -> Finding:
    """Check the gateway to Zalo without sending anything."""
    name = "Zalo"
    address = settings.ZALO_HTTP["url"]
    if not address:
        return skipped(name, "No ZALO_HTTP_URL is set: Zalo isn't offered.")
    url = urlsplit(address)
    if url.scheme not in {"http", "https"} or not url.hostname:
        return fault(
            name, "ZALO_HTTP_URL is no address.", f"Set it as {GUIDE} says, or leave it out."
        )
    file = settings.ZALO_HTTP["token_file"]
    if file and not _is_readable(Path(file)):
        return fault(
            name,
            f"{file} can't be read, or is empty: no message leaves by Zalo.",
            "Let whoever renews the token write it there, readable for the site's user.",
        )
    try:
        reach(url.hostname, url.port, is_secure=url.scheme == "https")
    except OSError as error:
        return fault(
            name,
            f"{url.hostname} can't be reached: {error}",
            "Does the firewall let this server out to it? Is the address right?",
        )
    return _zalo_finer(name, url.scheme, url.hostname)


def _zalo_finer(name: str, scheme: str, host: str) -> Finding:
    missing = [one for one in TEMPLATES if one not in settings.ZALO_TEMPLATES]
    if missing:
        return warning(
            name,
            f"No form of words for {', '.join(missing)}: these go by the next channel.",
            "Name the gateway's ids of them in ZALO_TEMPLATES, or leave it so on purpose.",
        )
    if scheme == "http" and host not in {"127.0.0.1", "localhost", "::1"}:
        return warning(
            name, f"Phone numbers go to {host} over plain HTTP.", "Ask for an https address."
        )
    if not (settings.ZALO_HTTP["token"] or settings.ZALO_HTTP["token_file"]):
        return warning(name, "No ZALO_HTTP_TOKEN is set.", "Does the gateway really ask for none?")
    return ok(name, f"{host} can be reached, all forms of words are named")


def reports() -> Iterable[Finding]:
    """Check the secrets by which gateways sign their reports of delivery."""
    name = "reports of delivery"
    secrets = {channel: one for channel, one in settings.CALLBACK_SECRETS.items() if one}
    if not secrets:
        yield skipped(
            name, "No callback secret is set: what left counts as sent, never as arrived."
        )
        return
    short = [channel for channel, one in secrets.items() if len(one) < SHORTEST_SECRET]
    if short:
        yield fault(
            name,
            f"The secret of {', '.join(short)} is shorter than {SHORTEST_SECRET} characters.",
            "Make another, for instance with: openssl rand -hex 32. Tell the gateway.",
        )
    elif len(set(secrets.values())) < len(secrets):
        yield warning(name, "Two gateways share a secret.", "Give each its own.")
    else:
        yield ok(name, f"heard from {', '.join(sorted(secrets))}")


def notices() -> Finding:
    """Check the key pair of notices on devices, and that their makers can be reached."""
    name = "notices on devices"
    if not settings.VAPID_PRIVATE_KEY:
        return skipped(name, "No VAPID_PRIVATE_KEY is set: notices aren't offered.")
    if not _is_key(settings.VAPID_PRIVATE_KEY):
        return fault(name, "VAPID_PRIVATE_KEY is no key.", "Make one: manage.py make_vapid_key.")
    if settings.VAPID_PRIVATE_KEY == settings.DEMO_VAPID_KEY and not settings.DEMO:
        return fault(
            name,
            "VAPID_PRIVATE_KEY is the demo's, which everybody can read.",
            "Make one: manage.py make_vapid_key.",
        )
    if not settings.VAPID_SUBJECT.startswith(("mailto:", "https://")):
        return fault(
            name,
            "VAPID_SUBJECT doesn't say whom a browser's maker may ask.",
            "Set VAPID_SUBJECT=mailto:<an address of whoever runs the site>.",
        )
    return _makers(name)


def _makers(name: str) -> Finding:
    silent = []
    for host in settings.PUSH_HOSTS:
        if host.startswith("."):
            continue
        try:
            reach(host, HTTPS, is_secure=True)
        except OSError:
            silent.append(host)
    if silent:
        return warning(
            name,
            f"{', '.join(silent)} can't be reached: notices to those browsers are given up.",
            "Let this server out to them on port 443, or take them out of PUSH_HOSTS.",
        )
    return ok(name, f"the key is {public_key()[:12]}…, the makers can be reached")


def arriving() -> Finding:
    """Check that the day's messages got through."""
    name = "messages of the last day"
    counts = states_since(timezone.now() - dt.timedelta(days=1))
    total = sum(counts.values())
    lost = counts.get("failed", 0) + counts.get("gave_up", 0)
    seen = f"{lost} of {total} didn't get through"
    if total >= FEW and lost > SHARE * total:
        return warning(
            name, seen + ".", "The column error of people_message says why; ask the gateway."
        )
    return ok(name, seen)


def _is_readable(path: Path) -> bool:
    try:
        return bool(path.read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        return False


def _is_key(text: str) -> bool:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return len(raw) == KEY_BYTES and bool(public_key())
    except ValueError:
        return False
