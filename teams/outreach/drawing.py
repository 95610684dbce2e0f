"""Whom the commune asks: drawn by lot, one visit in twenty and three a team, the same every time."""

import datetime as dt
import math
from collections import defaultdict

from django.db.models import Exists, OuterRef
from django.utils import timezone

from teams.models import Visit, VisitConfirmation
from teams.outreach.handles import keyed
from teams.outreach.sums import counted, month_rows

SHARE, FEWEST = 0.05, 3


def drawn(team_ids: set[int], month: dt.date) -> list[Visit]:
    """Return the visits of a month that the commune calls about, in the order of their day.

    Only visits that count, to somebody with a phone or a name, are drawn. The lot of a visit comes from
    its id and the installation's key: nobody can tell or choose it beforehand, and it never
    changes. Who was asked stays on the list. One query; each row says in ``is_said`` whether
    the citizen answered, in ``is_asked`` whether somebody tried.
    """
    asked = VisitConfirmation.objects.filter(visit=OuterRef("pk"), how="call")
    said = VisitConfirmation.objects.filter(visit=OuterRef("pk")).exclude(answer="unreached")
    rows = counted(month_rows(team_ids, month)).exclude(handle="")
    pool = rows.annotate(is_said=Exists(said), is_asked=Exists(asked)).select_related("by__person")
    teams: dict[int, list[Visit]] = defaultdict(list)
    for row in pool.order_by("pk"):
        teams[row.team_id].append(row)
    chosen = [row for rows_of in teams.values() for row in _of_team(rows_of)]
    return sorted(chosen, key=lambda row: (row.at, str(row.pk)))


def is_asked_about(visit: Visit) -> bool:
    """Return whether the commune is to ask about this visit."""
    month = timezone.localtime(visit.at).date().replace(day=1)
    return any(row.pk == visit.pk for row in drawn({visit.team_id}, month))


def _of_team(rows: list[Visit]) -> list[Visit]:
    size = max(FEWEST, math.ceil(len(rows) * SHARE))
    first = sorted(rows, key=lambda row: keyed(f"lot:{row.pk}"))[:size]
    chosen = {row.pk for row in first}
    return [row for row in rows if row.pk in chosen or row.is_asked]  # type: ignore[attr-defined]
