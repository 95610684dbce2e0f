"""Opening a class, closing it, opening it again to correct its list, calling it off."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from people import audit
from people.refusal import Refusal
from people.text import tidy
from teams.classes.access import may_hold, may_open_for
from teams.classes.attending import present_rows
from teams.classes.attesting import attest
from teams.classes.listing import State, state_of
from teams.models import ClassSession, ClassTurn

if TYPE_CHECKING:
    from people.models import User

# A class is entered on the day or in the week after; what is older is memory, not a record.
LATEST_ENTRY = dt.timedelta(days=7)
EARLIEST_ENTRY = dt.timedelta(days=90)
# The month's report is approved by then; a later correction would change what was signed.
CORRECTION_DAYS = 30


@dataclass(frozen=True)
class NewClass:
    """What is said of a class when it is opened; ``id`` is the client's."""

    id: uuid.UUID
    unit_id: int
    topic: str
    place: str
    starts_at: dt.datetime
    family: Any = None
    run: Any = None


@transaction.atomic
def open_class(*, new: NewClass, by: "User", at: dt.datetime) -> ClassSession:
    """Return the class, opened now or by the same form before.

    Raises:
        Refusal: ``not_yours``, ``too_old``, ``too_early`` or ``id_taken``.
    """
    if not may_open_for(by, new.unit_id):
        raise Refusal("not_yours", _("You can't open classes for this team."))
    if new.starts_at < at - LATEST_ENTRY:
        raise Refusal("too_old", _("A class can be entered for seven days after it was held."))
    if new.starts_at > at + EARLIEST_ENTRY:
        raise Refusal("too_early", _("A class can be planned three months ahead at most."))
    try:
        with transaction.atomic():
            session = ClassSession.objects.create(
                id=new.id,
                unit_id=new.unit_id,
                family=new.family,
                run=new.run,
                topic=tidy(new.topic),
                place=tidy(new.place),
                starts_at=new.starts_at,
                opened_by=by,
                opened_at=at,
            )
    except IntegrityError:
        known = ClassSession.objects.filter(pk=new.id, opened_by=by, unit_id=new.unit_id).first()
        if known is None:
            raise Refusal("id_taken", _("Something went wrong. Please begin again.")) from None
        return known
    audit.record("teams.class_opened", by=by, about=session, unit=new.unit_id)
    return session


@transaction.atomic
def close_class(*, session: ClassSession, by: "User", at: dt.datetime) -> int:
    """Vouch for the list as it is; return how many people were there. Twice closes once.

    Raises:
        Refusal: ``not_yours``, ``not_begun``, ``nobody`` or ``called_off``.
    """
    held, state = _held(session, by)
    present = present_rows(held)
    if state.kind == ClassTurn.Kind.CLOSED:
        return len(present)
    if not state.is_open:
        raise Refusal("called_off", _("This class was called off."))
    if at < held.starts_at:
        raise Refusal("not_begun", _("This class hasn't begun yet."))
    if not present and not state.round:
        raise Refusal("nobody", _("Nobody is on the list. If the class wasn't held, call it off."))
    _turn(held, state, ClassTurn.Kind.CLOSED, by, at)
    attest(session=held, present=present, round_number=state.round + 1, by=by)
    audit.record("teams.class_closed", by=by, about=held, round=state.round + 1, n=len(present))
    return len(present)


@transaction.atomic
def reopen_class(*, session: ClassSession, reason: str, by: "User", at: dt.datetime) -> None:
    """Open a closed class again, to correct its list; what was vouched for stands until then.

    Raises:
        Refusal: ``not_yours``, ``no_reason`` or ``too_late``.
    """
    held, state = _held(session, by)
    if state.is_open:
        return
    if not tidy(reason):
        raise Refusal("no_reason", _("Say in a few words what is to be corrected."))
    if at > held.starts_at + dt.timedelta(days=CORRECTION_DAYS):
        raise Refusal("too_late", _("A list can be corrected for 30 days after the class."))
    _turn(held, state, ClassTurn.Kind.REOPENED, by, at, reason)
    audit.record("teams.class_reopened", by=by, about=held, reason=tidy(reason))


@transaction.atomic
def call_off(*, session: ClassSession, reason: str, by: "User", at: dt.datetime) -> None:
    """Say that a class wasn't held.

    Raises:
        Refusal: ``not_yours``, ``no_reason`` or ``was_closed`` when it was vouched for before.
    """
    held, state = _held(session, by)
    if state.kind == ClassTurn.Kind.CALLED_OFF:
        return
    if state.round:
        raise Refusal("was_closed", _("This class was held. Correct its list instead."))
    if not tidy(reason):
        raise Refusal("no_reason", _("Say in a few words why the class wasn't held."))
    _turn(held, state, ClassTurn.Kind.CALLED_OFF, by, at, reason)
    audit.record("teams.class_called_off", by=by, about=held, reason=tidy(reason))


def _held(session: ClassSession, by: "User") -> tuple[ClassSession, State]:
    """Return the class locked, with where it stands, for somebody who may hold it."""
    if not may_hold(by, session):
        raise Refusal("not_yours", _("Only whoever holds the class can do that."))
    held = ClassSession.objects.select_for_update().get(pk=session.pk)
    return held, state_of(held)


def _turn(
    session: ClassSession, state: State, kind: str, by: "User", at: dt.datetime, reason: str = ""
) -> None:
    ClassTurn.objects.create(
        session=session, number=state.turns + 1, kind=kind, reason=tidy(reason)[:200], by=by, at=at
    )
