"""Citizens confirm a visit: by a code they read out, or when the commune calls some of them."""

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

from people import audit
from people.messages import send_sms
from people.refusal import Refusal
from teams.models import Visit, VisitCode, VisitConfirmation
from teams.outreach.access import may_correct
from teams.outreach.handles import handle_of_phone, keyed
from teams.outreach.ruling import answers_for
from teams.outreach.sums import month_rows

if TYPE_CHECKING:
    from people.models import User

CODE_HOLDS = dt.timedelta(minutes=30)
MOST_TRIES = 5
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
