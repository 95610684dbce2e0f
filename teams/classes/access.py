"""Who may hold and see which class: narrower than the roster, wide enough for a trainer.

Leaders hold the classes of their team, officers and province staff see those of their territory.
A trainer, who may see nobody's roster, holds the classes they opened themselves and sees who
attended those, for as long as they are a trainer there.
"""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from people import queries as registry
from people import scope
from people.dated import today
from teams.models import ClassSession

if TYPE_CHECKING:
    from people.models import User

TRAINER = "trainer"
KINDS = ("community_team", "commune")


def may_open_for(user: object, unit_id: int, on: dt.date | None = None) -> bool:
    """Return whether ``user`` may open a class for the unit: a team or a commune of theirs."""
    day = on or today()
    state = registry.unit_state(unit_id, day)
    if state is None or state.kind not in KINDS:
        return False
    return scope.may_see_names(user, unit_id, day) or _trains(user, unit_id, day)


def may_hold(user: object, session: ClassSession) -> bool:
    """Return whether ``user`` may see who attended the class, and change it."""
    day = today()
    if scope.may_see_names(user, session.unit_id, day):
        return True
    is_own = session.opened_by_id == getattr(user, "pk", None)
    return is_own and _trains(user, session.unit_id, day)


def may_see_roster(user: object, session: ClassSession) -> bool:
    """Return whether ``user`` may see the roster of the class's unit: never a trainer."""
    return scope.may_see_names(user, session.unit_id, today())


def classes_seen(user: "User") -> QuerySet[ClassSession]:
    """Return the classes that ``user`` opened, newest first."""
    return ClassSession.objects.filter(opened_by=user).order_by("-starts_at", "-pk")


def units_taught(user: "User", on: dt.date) -> frozenset[int]:
    """Return the units in which, and under which, ``user`` is a trainer."""
    return scope.positions(user, on).roles.get(TRAINER, frozenset())


def _trains(user: object, unit_id: int, on: dt.date) -> bool:
    above = scope.positions(user, on).roles.get(TRAINER, frozenset())
    rows = registry.ancestors_on(on).filter(unit_id=unit_id, ancestor_id__in=above)
    return bool(above) and rows.exists()
