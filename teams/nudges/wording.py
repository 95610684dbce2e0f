"""What reminders say: short, with the thing, where to go, and how to stop them."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from teams.nudges.rules import DIGEST, DUE, EXPIRING, NEVER, QUIET, Cause
from teams.nudges.stopping import stop_token

_BODIES = {
    NEVER: _("%(site)s: %(name)s, the course “%(title)s” is waiting for you. It takes a few minutes a day: %(link)s"),
    QUIET: _("%(site)s: %(name)s, your lessons are kept where you left off. Go on at %(link)s"),
    DUE: _("%(site)s: %(name)s, please finish “%(title)s” by %(day)s: %(link)s"),
    EXPIRING: _("%(site)s: %(name)s, your certificate “%(title)s” ends on %(day)s. Renew it at %(link)s"),
    DIGEST: _("%(site)s: %(title)s. See whom to call: %(link)s"),
}  # fmt: skip
_STOP = _("No more reminders: %(link)s")


def body_of(cause: Cause, *, name: str, person_id: int, link: str = "") -> str:
    """Return the text of a reminder, in the language of the moment.

    Args:
        cause: what it is about.
        name: whom it addresses.
        person_id: whose reminders its last line stops.
        link: where it leads; the own learning by default.
    """
    values: dict[str, Any] = {
        "site": settings.WAGTAIL_SITE_NAME,
        "name": name,
        "title": cause.title,
        "day": _day(cause.on),
        "link": link or address_of(reverse("my_learning")),
    }
    stop = address_of(reverse("stop_nudges", args=[stop_token(person_id)]))
    return f"{_BODIES[cause.purpose] % values}\n{_STOP % {'link': stop}}"


def _day(on: dt.date | None) -> str:
    return f"{on.day}/{on.month}/{on.year}" if on else ""


def address_of(path: str) -> str:
    """Return the full address of a page of this site."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
