"""What the boards say: states and reasons in the reader's language."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from teams.board import SILENT_AFTER_DAYS, Card, Row, Strip
from teams.board.cards import EXPIRING, NEVER, QUIET, READY, SCAM, STUCK, WAITING
from teams.board.states import DOING, DONE, NONE, SILENT, TODO

# Addresses say states in Vietnamese, as everything in an address is.
SLUGS = {SILENT: "im-lang", TODO: "chua-hoc", DOING: "dang-hoc", DONE: "da-dat", NONE: "chua-giao"}
# The component that shows a state knows these words.
CHIPS = {SILENT: "stuck", TODO: "todo", DOING: "doing", DONE: "done", NONE: "void"}

# The width of the strip's drawing.
_BAR = 1000


def state_label(state: str) -> str:
    """Return the state in the page's language."""
    return {
        SILENT: pgettext("board", "not active for over %(days)s days")
        % {"days": SILENT_AFTER_DAYS},
        TODO: pgettext("board", "not begun"),
        DOING: pgettext("board", "learning"),
        DONE: pgettext("board", "done"),
        NONE: pgettext("board", "no course assigned"),
    }[state]


def heard(days: int | None) -> str:
    """Return in words when somebody was last heard of."""
    if days is None:
        return _("never active")
    if days == 0:
        return _("active today")
    return ngettext("active %(days)s day ago", "active %(days)s days ago", days) % {"days": days}


def parts(strip: Strip, chosen: str = "") -> list[dict]:
    """Return the strip's parts that have somebody, in the order a person reads them."""
    found, before = [], 0
    for state in (DONE, DOING, TODO, SILENT, NONE):
        count = strip.counts[state]
        if not count:
            continue
        start, end = (_BAR * n // strip.total for n in (before, before + count))
        before += count
        found.append(
            {
                "state": state,
                "slug": SLUGS[state],
                "chip": CHIPS[state],
                "count": count,
                "label": state_label(state),
                "is_chosen": state == chosen,
                # Text, so that no language puts a separator into an attribute.
                "x": str(start),
                "width": str(end - start),
            }
        )
    return found


def reason_of(row: Row) -> str:
    """Return in one line why the leader might call a member."""
    if row.state == TODO:
        return _("Has not opened any of the courses yet.")
    if row.state == SILENT:
        return _("Began to learn, then stopped: %(heard)s.") % {"heard": heard(row.silent_days)}
    if row.state == DOING:
        return _("Is learning: %(heard)s.") % {"heard": heard(row.silent_days)}
    if row.state == NONE:
        return _("No course has been assigned to this team yet.")
    return _("Holds every certificate that is asked for.")


def card_line(card: Card) -> str:
    """Return the reason of a card in one line."""
    if card.reason == SCAM:
        return _("May have been cheated. Call at once, before more money is gone.")
    if card.reason == WAITING:
        return _("Is waiting for your help.")
    if card.reason == STUCK:
        return _("Answered wrongly %(count)s times in a row in “%(title)s”.") % {
            "count": card.count,
            "title": card.title,
        }
    if card.reason == QUIET:
        return _("Began to learn, then stopped: %(heard)s.") % {"heard": heard(card.days)}
    if card.reason == NEVER:
        return _("Has not begun “%(title)s” yet.") % {"title": card.title}
    if card.reason == EXPIRING and card.on is not None:
        return _("The certificate of “%(title)s” ends on %(day)s.") % {
            "title": card.title,
            "day": date_format(card.on, "SHORT_DATE_FORMAT", use_l10n=True),
        }
    return _("Has passed everything and can be checked in person.")


def card_title(reason: str) -> str:
    """Return the word that stands over a card."""
    return {
        SCAM: pgettext("card", "May have been cheated"),
        WAITING: pgettext("card", "Waits for you"),
        STUCK: pgettext("card", "Is stuck"),
        QUIET: pgettext("card", "Fell silent"),
        NEVER: pgettext("card", "Never began"),
        EXPIRING: pgettext("card", "Certificate ends soon"),
        READY: pgettext("card", "Ready for the check"),
    }[reason]


def nudge_words(state: str) -> str:
    """Return what became of a reminder, in words."""
    words = {
        "waiting": _("on its way"),
        "sent": _("sent"),
        "delivered": pgettext("message", "arrived"),
        "failed": _("didn't arrive"),
        "gave_up": _("didn't arrive"),
    }
    return words.get(state, _("sent"))
