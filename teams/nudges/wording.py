"""What reminders say: short, with the thing, where to go, and how to stop them."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.messages import Words
from teams.nudges.rules import CLASS, DIGEST, DUE, EXPIRING, NEVER, QUIET, Cause
from teams.nudges.stopping import stop_token

# What a form of words at a gateway can be filled with.
PARAMS = ("name", "title", "day", "time", "place", "link", "stop")
_BODIES = {
    NEVER: _("%(site)s: %(name)s, the course “%(title)s” is waiting for you. It takes a few minutes a day: %(link)s"),
    QUIET: _("%(site)s: %(name)s, your lessons are kept where you left off. Go on at %(link)s"),
    DUE: _("%(site)s: %(name)s, please finish “%(title)s” by %(day)s: %(link)s"),
    EXPIRING: _("%(site)s: %(name)s, your certificate “%(title)s” ends on %(day)s. Renew it at %(link)s"),
    CLASS: _("%(site)s: %(name)s, the class “%(title)s” is tomorrow, %(day)s, at %(time)s, %(place)s."),
    DIGEST: _("%(site)s: %(title)s. See whom to call: %(link)s"),
}  # fmt: skip
_NOTICES = {
    NEVER: _("The course “%(title)s” is waiting for you. It takes a few minutes a day."),
    QUIET: _("Your lessons are kept where you left off."),
    DUE: _("Please finish “%(title)s” by %(day)s."),
    EXPIRING: _("Your certificate “%(title)s” ends on %(day)s."),
    CLASS: _("The class “%(title)s” is tomorrow, %(day)s, at %(time)s, %(place)s."),
    DIGEST: _("%(title)s."),
}
_SUBJECTS = {
    NEVER: _("A course is waiting for you"),
    QUIET: _("Your lessons are waiting for you"),
    DUE: _("A course to finish by %(day)s"),
    EXPIRING: _("A certificate that ends on %(day)s"),
    CLASS: _("Class tomorrow at %(time)s"),
    DIGEST: _("Your team this week"),
}
# By which a gateway knows what is said; see docs/operate/messages.md.
TEMPLATES = tuple(f"nudge_{purpose}" for purpose in _BODIES)
_STOP = _("No more reminders: %(link)s")
_LETTER = _(
    "Good morning %(name)s,\n\n%(notice)s\n\n%(link)s\n\nDon't want reminders any more? Open this page: %(stop)s"
)


def words_of(cause: Cause, *, name: str, person_id: int, link: str = "") -> Words:
    """Return what a reminder says by each kind of channel, in the language of the moment.

    Args:
        cause: what it is about.
        name: whom it addresses.
        person_id: whose reminders its last line stops.
        link: where it leads; the own learning by default.
    """
    stop = address_of(reverse("stop_nudges", args=[stop_token(person_id)]))
    values: dict[str, Any] = {
        "site": settings.WAGTAIL_SITE_NAME,
        "name": name,
        "title": cause.title,
        "day": _day(cause.on),
        "time": f"{cause.at:%H:%M}" if cause.at else "",
        "place": cause.place,
        "link": link or address_of(reverse("my_learning")),
        "stop": stop,
    }
    values["notice"] = str(_NOTICES[cause.purpose] % values)
    return Words(
        short=f"{_BODIES[cause.purpose] % values}\n{_STOP % {'link': stop}}",
        subject=f"{values['site']}: {_SUBJECTS[cause.purpose] % values}",
        letter=str(_LETTER % values),
        notice=values["notice"],
        template=f"nudge_{cause.purpose}",
        params={key: values[key] for key in PARAMS},
    )


def _day(on: dt.date | None) -> str:
    return f"{on.day}/{on.month}/{on.year}" if on else ""


def address_of(path: str) -> str:
    """Return the full address of a page of this site."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
