"""Writes down that a team helped somebody, and corrects what was written."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit
from people import queries as registry
from people.dated import today
from people.refusal import Refusal
from teams.models import Visit
from teams.outreach.access import hamlets_of, is_member, may_correct
from teams.outreach.confirming import send_code
from teams.outreach.handles import handle_of_phone
from teams.outreach.photos import carry_over
from teams.outreach.topics import rules, topic_of

if TYPE_CHECKING:
    from people.models import User

LARGEST_GROUP = 300
# The month's report is approved by then.
CORRECTION_DAYS = 30


@dataclass(frozen=True)
class NewVisit:
    """What is said of one visit; ``id`` is the form's, ``present`` the size of a group."""

    id: uuid.UUID
    team_id: int
    topic: str
    mode: str
    outcome: str
    hamlet_id: int | None = None
    handle: str = ""
    present: int | None = None


@transaction.atomic
def log_visit(*, new: NewVisit, by: "User", at: dt.datetime, phone: str = "") -> Visit:
    """Return the row of the visit, written now or by the same tap before.

    What is improbable is written, too, and held until an officer has looked at it.

    Args:
        new: what is said of the visit.
        by: the member who helped.
        at: when.
        phone: to which the citizen agreed to get a code, in E.164; it is kept in the message only.

    Raises:
        Refusal: ``not_yours``, ``no_such_topic``, ``no_such_mode``, ``no_such_outcome``,
            ``no_such_hamlet``, ``wrong_group``, ``own_help`` or ``id_taken``.
    """
    if not is_member(by, new.team_id):
        raise Refusal("not_yours", _("Only members of this team write down its visits."))
    _check(new, by)
    # One writer at a time, or twenty taps at once would all find an empty hour.
    get_user_model().objects.select_for_update().get(pk=by.pk)
    row = _write(new, by, at, held=_held(new, by, at))
    if row.held:
        audit.record("teams.visit_held", by=by, about=row, rule=row.held)
    topic = topic_of(new.topic)
    if phone and topic is not None:
        send_code(visit=row, phone=phone, title=topic.title("vi"))
    return row


@transaction.atomic
def correct_visit(
    *, visit: Visit, new: NewVisit | None, by: "User", at: dt.datetime, key: uuid.UUID
) -> Visit:
    """Return the row that replaces ``visit``; with ``new`` None it says there was no such visit.

    A visit that was held stays held: what is corrected is not released by that.

    Raises:
        Refusal: those of ``log_visit``, ``not_yours``, ``was_corrected`` or ``too_late``.
    """
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    if not may_correct(by, held):
        raise Refusal("not_yours", _("Only who wrote it, or the team's leader, can correct it."))
    if at > held.at + dt.timedelta(days=CORRECTION_DAYS):
        raise Refusal("too_late", _("A visit can be corrected for 30 days."))
    later = Visit.objects.filter(replaces=held).first()
    if later is not None and later.pk == key:
        return later
    if later is not None:
        raise Refusal("was_corrected", _("This was corrected before. Look at the newer row."))
    said = new or NewVisit(
        key, held.team_id, held.topic, held.mode, held.outcome, held.hamlet_id, held.handle,
        held.present,
    )  # fmt: skip
    if new is not None:
        _check(new, by)
    row = _write(
        NewVisit(**{**said.__dict__, "id": key, "team_id": held.team_id}),
        # Who helped stays who helped; who corrected it stands in the audit.
        held.by,
        held.at,
        held=held.held,
        replaces=held,
        is_void=new is None,
    )
    carry_over(old=held, new=row)
    audit.record("teams.visit_corrected", by=by, about=row, void=row.is_void)
    return row


def _check(new: NewVisit, by: "User") -> None:
    topic = topic_of(new.topic)
    if topic is None or not topic.is_current:
        raise Refusal("no_such_topic", _("Choose what it was about."))
    if new.mode not in Visit.Mode.values:
        raise Refusal("no_such_mode", _("Choose where the help was given."))
    if new.outcome not in Visit.Outcome.values:
        raise Refusal("no_such_outcome", _("Say how it went."))
    if new.hamlet_id is not None and new.hamlet_id not in hamlets_of(new.team_id, today()):
        raise Refusal("no_such_hamlet", _("Choose a hamlet of this team."))
    if new.present is not None and (not 2 <= new.present <= LARGEST_GROUP or new.handle):
        raise Refusal(
            "wrong_group", _("A group has 2 to 300 people and is written without anybody's name.")
        )
    person = registry.person_of(by)
    own = handle_of_phone(person.contact_phone) if person is not None else ""
    if new.handle and new.handle in (own, handle_of_phone(str(by.phone or ""))):
        raise Refusal("own_help", _("This is your own number. Write the citizen's, or none."))


def _held(new: NewVisit, by: "User", at: dt.datetime) -> str:
    if new.present is not None:
        return ""
    rows = Visit.objects.filter(replaces__isnull=True, present__isnull=True)
    lately = rows.filter(by=by, recorded_at__gt=at - dt.timedelta(hours=1), recorded_at__lte=at)
    if lately.count() >= rules().most_an_hour:
        return Visit.Held.BURST
    day = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    same = rows.filter(handle=new.handle, at__gte=day, at__lt=day + dt.timedelta(days=1))
    if new.handle and same.count() >= rules().most_same_a_day:
        return Visit.Held.SAME
    return ""


def _write(
    new: NewVisit,
    by: "User",
    at: dt.datetime,
    *,
    held: str,
    replaces: Visit | None = None,
    is_void: bool = False,
) -> Visit:
    try:
        with transaction.atomic():
            return Visit.objects.create(
                id=new.id,
                team_id=new.team_id,
                hamlet_id=new.hamlet_id,
                topic=new.topic,
                mode=new.mode,
                outcome=new.outcome,
                handle=new.handle,
                present=new.present,
                held=held,
                rule_version=rules().version,
                replaces=replaces,
                is_void=is_void,
                by=by,
                at=at,
                recorded_at=at if replaces is None else timezone.now(),
            )
    except IntegrityError:
        known = Visit.objects.filter(pk=new.id, by=by, team_id=new.team_id).first()
        if known is None:
            raise Refusal("id_taken", _("Something went wrong. Please begin again.")) from None
        return known
