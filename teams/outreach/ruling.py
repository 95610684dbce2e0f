"""An officer looks at what was held, and says whether it counts."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
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


def answers_for(user: object, team_id: int) -> bool:
    """Return whether ``user`` is an officer of the commune in which the team lies: not the province."""
    day = today()
    officer_of = scope.positions(user, day).roles.get("commune_officer", frozenset())
    above = registry.ancestors_on(day).filter(unit_id=team_id, ancestor_id__in=officer_of)
    return bool(officer_of) and above.exists()


def waiting(team_ids: set[int]) -> QuerySet[Visit]:
    """Return the held visits of these teams on which nobody has ruled, oldest first."""
    rows = standing().filter(team_id__in=team_ids, ruling__isnull=True).exclude(held="")
    return rows.select_related("by__person").order_by("at", "pk")
