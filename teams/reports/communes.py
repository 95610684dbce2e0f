"""The province's reports commune by commune: parts that add up to all teams."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from people import queries as registry
from people.dated import months_after
from teams.reports.listing import Listed, WideList


@dataclass(frozen=True)
class CommuneReports:
    """The reports of a commune's teams for a month."""

    unit_id: int
    name: str
    found: WideList


def by_commune(found: WideList, *, on: dt.date) -> list[CommuneReports]:
    """Return the reports of ``found`` commune by commune, by name; two queries.

    Teams that lay under no commune at the month's end aren't dropped: they stand last, under 0.
    """
    last = min(months_after(found.month, 1) - dt.timedelta(days=1), on)
    commune = registry.commune_of([row.team_id for row in found.rows], last)
    parts: dict[int, list[Listed]] = defaultdict(list)
    for row in found.rows:
        parts[commune.get(row.team_id, 0)].append(row)
    names = registry.unit_names(set(parts), last)
    folded = {pk: state.name_folded for pk, state in names.items()}
    order = sorted(parts, key=lambda pk: (pk not in folded, folded.get(pk, ""), pk))
    return [
        CommuneReports(
            pk, names[pk].name if pk in names else "", WideList(found.month, tuple(parts[pk]))
        )
        for pk in order
    ]
