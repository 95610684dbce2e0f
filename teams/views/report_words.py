"""What pages say of a report: where it stands, and what is next, in one line."""

import datetime as dt

from django.utils.translation import gettext as _

from people.dated import months_after
from teams.models import ReportTurn
from teams.reports.listing import MISSING, MONTHS_SHOWN

Kind = ReportTurn.Kind
CHIPS = {MISSING: "late", "sent": "doing", "returned": "stuck", "approved": "done"}


def label_of(kind: str) -> str:
    """Return in a word or two where a report stands."""
    return str(dict(Kind.choices).get(kind) or _("not sent"))  # type: ignore[call-overload]


def heading_of(kind: str) -> str:
    """Return the heading over an officer's list of reports that stand alike."""
    words = {
        Kind.SENT.value: _("Waiting for your look"),
        Kind.RETURNED.value: _("The team is correcting it"),
        MISSING: _("Not sent"),
        Kind.APPROVED.value: _("Approved"),
    }
    return words[str(kind)]


def month_text(month: dt.date) -> str:
    """Return a month as people write it."""
    return _("%(month)s/%(year)s") % {"month": month.month, "year": month.year}


def next_of(
    kind: str, month: dt.date, on: dt.date, *, leads: bool, decides: bool, reason: str = ""
) -> str:
    """Return what is to be done next with the report of a month, for whoever reads it.

    Args:
        kind: where the report stands, or "missing".
        month: its first day.
        on: today.
        leads: whether the reader leads the team.
        decides: whether the reader approves its reports.
        reason: what the commune wants corrected.
    """
    if kind == Kind.APPROVED:
        return _("Approved and locked. There is nothing left to do; print it if you keep paper.")
    if kind == Kind.SENT:
        waits = _("It is with the commune. You needn't do anything.")
        return _("Read it, then approve it or send it back with a word.") if decides else waits
    if not leads:
        words = _("The team is correcting it."), _("The team hasn't sent this report.")
        return words[0] if kind == Kind.RETURNED else words[1]
    if kind == Kind.RETURNED:
        return _("The commune asks: “%(reason)s”. Correct it and send it again.") % {
            "reason": reason
        }
    return _draft(month, on)


def _draft(month: dt.date, on: dt.date) -> str:
    if months_after(month, 1) > on:
        first = months_after(month, 1)
        words = _("Keep writing visits down. From %(day)s on you can send it.")
        return words % {"day": f"{first.day}/{first.month}"}
    if month < months_after(on.replace(day=1), 1 - MONTHS_SHOWN):
        return _("This month is too long ago. Ask the commune.")
    return _("Read the figures, add a word if you like, and send them to the commune.")
