"""An officer looks at what was held, and says whether it counts."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit, scope
from people import queries as registry
from people.dated import today
from people.refusal import Refusal
from people.text import tidy
from teams.models import Visit, VisitRuling
from teams.outreach.access import standing

if TYPE_CHECKING:
    from people.models import User


@transaction.atomic
def rule(*, visit: Visit, counts: bool, reason: str, by: "User") -> VisitRuling:
    """Return the ruling on a held visit, given now or before; the first one stands.

    Raises:
        Refusal: ``not_yours`` for who isn't an officer of its commune, ``own_help``, ``not_held``
            or ``no_reason``.
    """
    if not answers_for(by, visit.team_id):
        raise Refusal("not_yours", _("Only an officer of this commune can decide that."))
    if visit.by_id == by.pk:
        raise Refusal("own_help", _("Somebody else has to decide about your own visits."))
    if not visit.held:
        raise Refusal("not_held", _("This visit counts already."))
    if not tidy(reason):
        raise Refusal("no_reason", _("Say in a few words why."))
    try:
        with transaction.atomic():
            row = VisitRuling.objects.create(
                visit=visit, counts=counts, reason=tidy(reason)[:200], by=by
            )
    except IntegrityError:
        return VisitRuling.objects.get(visit=visit)
    audit.record("teams.visit_ruled", by=by, about=visit, counts=counts, reason=row.reason)
    return row


@transaction.atomic
def rule_all(
    *, visits: Iterable[Visit], counts: bool, reason: str, by: "User"
) -> list[VisitRuling]:
    """Return the rulings on held visits for one reason, all of them or none; raises as ``rule``."""
    return [rule(visit=visit, counts=counts, reason=reason, by=by) for visit in visits]


def answers_for(user: object, team_id: int) -> bool:
    """Return whether ``user`` is an officer of the commune in which the team lies: not the province."""
    day = today()
    officer_of = scope.positions(user, day).roles.get("commune_officer", frozenset())
    above = registry.ancestors_on(day).filter(unit_id=team_id, ancestor_id__in=officer_of)
    return bool(officer_of) and above.exists()


@dataclass(frozen=True)
class Burst:
    """Held visits that one person wrote down on one day, to be looked at together."""

    by: "User"
    day: dt.date
    visits: tuple[Visit, ...]

    @property
    def first(self) -> dt.datetime:
        """Return when the first of them was written down."""
        return min(visit.at for visit in self.visits)

    @property
    def last(self) -> dt.datetime:
        """Return when the last of them was written down."""
        return max(visit.at for visit in self.visits)

    @property
    def citizens(self) -> int:
        """Return how many different citizens are named in them by pseudonym."""
        return len({visit.handle for visit in self.visits} - {""})


def bursts(rows: Iterable[Visit]) -> list[Burst]:
    """Return held visits by who wrote them and on which day, the oldest first."""
    groups: dict[tuple[int, dt.date], list[Visit]] = {}
    for row in rows:
        groups.setdefault((row.by_id, timezone.localdate(row.at)), []).append(row)
    return [Burst(some[0].by, day, tuple(some)) for (_by, day), some in groups.items()]


def waiting(team_ids: set[int]) -> QuerySet[Visit]:
    """Return the held visits of these teams on which nobody has ruled, oldest first."""
    rows = standing().filter(team_id__in=team_ids, ruling__isnull=True).exclude(held="")
    return rows.select_related("by__person").order_by("at", "pk")
