"""Reads what the right to assess rests on, and who could be assessed next."""

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from certificates import queries as register
from people import queries as registry
from people import scope
from people.dated import today
from teams.assessing.rubrics import rubrics
from teams.assessing.rules import rule_on
from teams.assessing.standing import Facts, Standing, standing
from teams.models import AssessorCheck, Observation

if TYPE_CHECKING:
    from people.models import Person

# A certificate of a course passed here; observed practice has this grade at least.
_PASSED, _OBSERVED = 2, 3
WORKS = ("team_member", "official", "teacher")
_NOBODY = Facts()


def standing_of(person: "Person", on: dt.date | None = None) -> Standing:
    """Return whether the person may assess on a day (default today); four queries."""
    day = on or today()
    return standing(_facts(person, communes_of(person, day), day), rule_on(day), day)


def standing_of_user(user: object, on: dt.date | None = None) -> Standing:
    """Return the standing of whoever holds the account; a declared link gives no territory."""
    day = on or today()
    person = registry.person_of(user)
    communes = scope.communes_served(user, day)
    if person is None:
        return standing(_NOBODY, rule_on(day), day)
    return standing(_facts(person, communes, day), rule_on(day), day)


def communes_of(person: "Person", on: dt.date) -> frozenset[int]:
    """Return the communes in which the person works on ``on``."""
    rows = registry.memberships_on(on).filter(person_id=person.pk, category__in=WORKS)
    return frozenset(registry.commune_of({row.unit_id for row in rows}, on).values())


def home_communes(person: "Person", on: dt.date) -> frozenset[int]:
    """Return the communes to which the person belongs in any capacity."""
    rows = registry.memberships_on(on).filter(person_id=person.pk)
    return frozenset(registry.commune_of({row.unit_id for row in rows}, on).values())


def waiting_for(person: "Person") -> bool:
    """Return whether somebody saw the person do a task and waits for their word."""
    mine = registry.records_of(person.pk)
    return Observation.objects.filter(learner_id__in=mine, answer__isnull=True).exists()


def ready_for_check(person_ids: Collection[int], on: dt.date) -> dict[int, int]:
    """Return who passed a course with a rubric and wasn't observed in it yet, with the course.

    Two queries. The value is the course family's id.
    """
    courses = {rubric.course for rubric in rubrics()}
    mine = registry.records_of_all(person_ids)
    owners = ("person_id", "person__merged_into_id", "family_id")
    seen = {
        (owner or record, family)
        for record, owner, family in register.standing_evidence(on)
        .filter(grade__gte=_OBSERVED, family__slug__in=courses, person_id__in=mine)
        .values_list(*owners)
    }
    passed = (
        register.standing_awards(on)
        .filter(grade__gte=_PASSED, family__slug__in=courses, person_id__in=mine)
        .order_by("-valid_from", "-pk")
        .values_list(*owners)
    )
    return {
        owner or record: family
        for record, owner, family in passed
        if (owner or record, family) not in seen
    }


def standing_awards_of(person_ids: Any, on: dt.date) -> Any:
    """Return the certificates of a team's course that the persons hold on ``on``."""
    return register.standing_awards(on).filter(
        person_id__in=person_ids,
        family__slug__in=rule_on(on).team_courses,
        grade__gte=_PASSED,
    )


def _facts(person: "Person", communes: frozenset[int], on: dt.date) -> Facts:
    awards = standing_awards_of(registry.records_of(person.pk), on)
    checks = AssessorCheck.objects.filter(
        candidate_id__in=registry.records_of(person.pk), is_good=True
    )
    return Facts(
        certificates=tuple(awards.values_list("valid_until", flat=True)),
        watched=tuple(checks.values_list("observer_id", "on")),
        commune_ids=communes,
    )
