"""Citizens confirm a visit: by a code they read out, by their card, or when the commune calls."""

import datetime as dt
import hmac
import random
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from people import audit, cards
from people import queries as registry
from people.messages import send_sms
from people.refusal import Refusal
from teams.models import Visit, VisitCode, VisitConfirmation
from teams.outreach.access import may_correct
from teams.outreach.handles import handle_of_phone, handles_of, keyed
from teams.outreach.ruling import answers_for
from teams.outreach.sums import month_rows

if TYPE_CHECKING:
    from people.models import PersonCard, User

CODE_HOLDS = dt.timedelta(minutes=30)
MOST_TRIES = 5
# So many visits a day one card confirms, or a card in a drawer would confirm them all.
MOST_BY_CARD = 3
# One visit in twenty is called, and never fewer than five where there are so many.
SHARE, FEWEST = 0.05, 5


@dataclass(frozen=True)
class Confirming:
    """Where the confirmation of a visit stands."""

    answer: str = ""
    label: str = ""
    how: str = ""
    waits_for_code: bool = False


def state_of(visit: Visit) -> Confirming:
    """Return what the citizen said of a visit, and whether a code can still be typed; two queries."""
    row = visit.confirmations.exclude(answer="unreached").first()
    if row is not None:
        return Confirming(row.answer, row.get_answer_display(), row.get_how_display())
    code = VisitCode.objects.filter(visit=visit).first()
    waits = code is not None and code.tries < MOST_TRIES
    is_fresh = code is not None and timezone.now() < code.sent_at + CODE_HOLDS
    return Confirming(waits_for_code=waits and is_fresh)


@transaction.atomic
def send_code(*, visit: Visit, phone: str, title: str) -> None:
    """Send the citizen a code; the number stays in the message and nowhere else. Twice sends once."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    try:
        with transaction.atomic():
            VisitCode.objects.create(visit=visit, digest=_digest(visit, code))
    except IntegrityError:
        return
    words = _(
        "%(code)s: read this code out if it is true that you were helped with “%(topic)s” "
        "(%(outcome)s). If not, tell nobody."
    )
    said = {"code": code, "topic": title, "outcome": visit.get_outcome_display()}
    send_sms(to=phone, body=words % said, purpose="visit_code")


def check_code(*, visit: Visit, code: str, by: "User") -> None:
    """Write that the citizen confirmed, when the code is the one that was sent.

    Raises:
        Refusal: ``not_yours``, ``no_code`` when none was sent or it is too old, ``wrong_code``.
    """
    if not may_correct(by, visit):
        raise Refusal("not_yours", _("Only who wrote it, or the team's leader, can do that."))
    with transaction.atomic():
        row = VisitCode.objects.select_for_update().filter(visit=visit).first()
        is_old = row is None or timezone.now() > row.sent_at + CODE_HOLDS
        if row is None or is_old or row.tries >= MOST_TRIES:
            raise Refusal("no_code", _("This code no longer holds."))
        row.tries += 1
        row.save(update_fields=["tries"])
        is_right = hmac.compare_digest(row.digest, _digest(visit, code.strip()))
        if is_right:
            _confirm(visit, VisitConfirmation.How.SMS, VisitConfirmation.Answer.YES, by)
    # Raised outside, or the count of tries would be taken back with it.
    if not is_right:
        raise Refusal("wrong_code", _("That isn't the code. Look at the message again."))


def confirm_by_card(*, visit: Visit, typed: str, pin: str, by: "User") -> VisitConfirmation:
    """Write that the citizen confirmed with a card and its PIN, typed on the helper's phone.

    A card of the citizen's household will do where the visit was written with a number they share.
    A visit without anybody's name is confirmed by whoever holds a card, few times a day each.

    Raises:
        Refusal: ``not_yours``, ``group``, ``wrong``, ``own_help``, ``pin_seen`` when the helper may
            have read the PIN, ``other_person`` or ``too_often``.
    """
    if not may_correct(by, visit):
        raise Refusal("not_yours", _("Only who wrote it, or the team's leader, can do that."))
    if visit.present is not None:
        raise Refusal("group", _("Help for a group isn't confirmed by one of them."))
    said = visit.confirmations.exclude(answer="unreached").first()
    if said is not None:
        return said
    card = cards.prove(typed=typed, pin=pin, purpose=cards.VISIT, by=by)
    owner, helpers = cards.owner_of(card), (by, visit.by)
    if any(registry.person_of(helper) == owner for helper in helpers):
        raise Refusal("own_help", _("Nobody confirms help of their own."))
    if card.pin_was_shown and card.issued_by in helpers:
        raise Refusal(
            "pin_seen",
            _("You gave out this card with a PIN that was printed. Give a new one whose PIN the "
              "person chooses, or ask a colleague."),
        )  # fmt: skip
    if visit.handle and visit.handle not in handles_of(owner, visit.hamlet_id):
        raise Refusal(
            "other_person", _("The visit was written with somebody else's number or name.")
        )
    if _confirmed_today(card) > MOST_BY_CARD:
        raise Refusal("too_often", _("This card has confirmed enough for today."))
    return _confirm(visit, VisitConfirmation.How.CARD, VisitConfirmation.Answer.YES, by)


def _confirmed_today(card: "PersonCard") -> int:
    begin = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return cards.right_tries_since(card, cards.VISIT, begin)


def sample(team_ids: set[int], month: dt.date) -> list[Visit]:
    """Return the visits of a month that the commune calls about: drawn once, the same every time.

    Only visits to somebody known by a phone or name can be called about; those that were held are
    taken before all others.
    """
    asked = VisitConfirmation.objects.filter(visit=OuterRef("pk"))
    rows = month_rows(team_ids, month).exclude(handle="").exclude(ruling__counts=False)
    named = list(
        rows.annotate(is_said=Exists(asked.exclude(answer="unreached")))
        .select_related("by__person")
        .order_by("pk")
    )
    size = min(len(named), max(FEWEST, round(len(named) * SHARE)))
    chance = random.Random(f"{month}:{min(team_ids, default=0)}")  # noqa: S311 - a draw, no secret
    drawn = sorted(named, key=lambda row: (not row.held, chance.random()))[:size]
    return sorted(drawn, key=lambda row: (row.at, row.pk))


@transaction.atomic
def record_call(*, visit: Visit, phone: str, answer: str, by: "User") -> VisitConfirmation:
    """Write what the citizen said on the phone. The first yes or no stands.

    The number isn't kept here: the officer asks the team for it, and it must be the one that the
    visit was written with.

    Raises:
        Refusal: ``not_yours``, ``other_number`` or ``no_such_answer``.
    """
    if not answers_for(by, visit.team_id) or visit.by_id == by.pk:
        raise Refusal("not_yours", _("Only an officer of this commune can write that."))
    if answer not in VisitConfirmation.Answer.values:
        raise Refusal("no_such_answer", _("Say what came of the call."))
    if handle_of_phone(phone) != visit.handle:
        raise Refusal("other_number", _("The visit was written with another number."))
    return _confirm(visit, VisitConfirmation.How.CALL, answer, by)


def _confirm(visit: Visit, how: str, answer: str, by: "User") -> VisitConfirmation:
    try:
        with transaction.atomic():
            row = VisitConfirmation.objects.create(visit=visit, how=how, answer=answer, by=by)
    except IntegrityError:
        return VisitConfirmation.objects.exclude(answer="unreached").get(visit=visit)
    audit.record("teams.visit_confirmed", by=by, about=visit, how=how, answer=answer)
    return row


def _digest(visit: Visit, code: str) -> str:
    return keyed(f"code:{visit.pk}:{code}")
