"""Who may assess in a commune today: whom to ask to sit beside one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from people import queries as registry
from teams.assessing.facts import WORKS, standing_awards_of
from teams.assessing.rules import rule_on
from teams.assessing.standing import Facts, standing
from teams.models import AssessorCheck


def assessors_in(commune_ids: Collection[int], on: dt.date) -> list[tuple[int, str]]:
    """Return (person id, name) of those who may assess in one of the communes, by name.

    Three queries, whatever the number of people.
    """
    if not commune_ids:
        return []
    below = registry.ancestors_on(on).filter(ancestor_id__in=commune_ids).order_by()
    checks = AssessorCheck.objects.filter(is_good=True)
    rows = registry.memberships_on(on).filter(
        category__in=WORKS,
        unit_id__in=below.values("unit_id"),
        person_id__in=checks.values("candidate_id"),
    )
    people = {row.person_id: row.person for row in rows}
    watched: dict[int, list[tuple[int, dt.date]]] = defaultdict(list)
    seen = checks.filter(candidate_id__in=people)
    for person_id, observer_id, day in seen.values_list("candidate_id", "observer_id", "on"):
        watched[person_id].append((observer_id, day))
    ends: dict[int, list[dt.date | None]] = defaultdict(list)
    for person_id, end in standing_awards_of(people, on).values_list("person_id", "valid_until"):
        ends[person_id].append(end)
    rule, communes = rule_on(on), frozenset(commune_ids)
    found = [
        person
        for person_id, person in people.items()
        if standing(
            Facts(tuple(ends[person_id]), tuple(watched[person_id]), communes), rule, on
        ).is_assessor
    ]
    found.sort(key=lambda person: (person.name_sort, person.pk))
    return [(person.pk, person.name) for person in found]
