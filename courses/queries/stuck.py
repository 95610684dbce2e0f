"""Who fails at the same thing again and again: a reason to help, that fades by itself."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from courses.models import EditionItem, EditionPage, Result
from people.queries import records_of_all

# So many wrong answers in a row on one skill; what is older than so many days doesn't count.
FAILURES = 4
FADES_AFTER_DAYS = 14


@dataclass(frozen=True)
class Stuck:
    """A person answers wrongly again and again; no word of what they answered."""

    family_id: int
    # The lesson, or the course where it is its test.
    title: str
    failures: int
    at: dt.datetime


@dataclass(frozen=True)
class _Answer:
    person_id: int
    subject: tuple[int, str, uuid.UUID | None]
    title: str
    is_right: bool
    at: dt.datetime


def stuck(person_ids: Iterable[int], now: dt.datetime) -> dict[int, Stuck]:
    """Return who of ``person_ids`` has at least FAILURES wrong answers in a row on one skill.

    A skill is that of the bank's question; a question of a lesson counts for its lesson. One right
    answer ends the row, and so do FADES_AFTER_DAYS days without another one. Of several the
    latest is told. Three queries.
    """
    found: dict[int, Stuck] = {}
    ended: set[tuple[int, Any]] = set()
    rows: dict[tuple[int, Any], list[_Answer]] = defaultdict(list)
    for answer in _answers(list(person_ids), now):
        place = (answer.person_id, answer.subject)
        if answer.is_right:
            ended.add(place)
        elif place not in ended:
            rows[place].append(answer)
    for (person_id, subject), wrong in rows.items():
        known = found.get(person_id)
        if len(wrong) >= FAILURES and (known is None or known.at < wrong[0].at):
            found[person_id] = Stuck(subject[0], wrong[0].title, len(wrong), wrong[0].at)
    return found


def _answers(person_ids: list[int], now: dt.datetime) -> Iterator[_Answer]:
    """Yield every graded answer of the last days, the newest first."""
    results = list(
        Result.objects.filter(
            attempt__enrolment__person_id__in=records_of_all(person_ids),
            graded_at__gt=now - dt.timedelta(days=FADES_AFTER_DAYS),
            graded_at__lte=now,
            revision=1,
            # A right answer with help at one's side is no sign that the trouble is over.
            attempt__assistance__isnull=True,
        )
        .order_by("-graded_at", "-pk")
        .values_list(
            "attempt__enrolment__person_id",
            "attempt__enrolment__person__merged_into_id",
            "attempt__edition_id",
            "attempt__edition__family_id",
            "attempt__page_key",
            "graded_at",
            "detail",
        )
    )
    skills = _skills({row[2] for row in results})
    titles = _titles({(row[2], row[4]) for row in results})
    for record, owner, edition, family, page, at, detail in results:
        title = titles.get((edition, page), "")
        # Within one paper the later question stands later in what was served.
        for item, mark in reversed(detail.items()):
            skill = skills.get((edition, item), "")
            subject = (family, skill, None if skill else page)
            yield _Answer(owner or record, subject, title, bool(mark.get("right")), at)


def _skills(edition_ids: set[int]) -> dict[tuple[int, str], str]:
    rows = EditionItem.objects.filter(edition_id__in=edition_ids).exclude(skill="")
    found = rows.values_list("edition_id", "item_key", "skill")
    return {(edition, item): skill for edition, item, skill in found}


def _titles(places: set[tuple[int, uuid.UUID]]) -> dict[tuple[int, uuid.UUID], str]:
    rows = EditionPage.objects.filter(
        edition_id__in={edition for edition, _page in places},
        page_key__in={page for _edition, page in places},
    )
    # The Vietnamese title comes last and so is what stays.
    found = sorted(
        rows.values_list("edition_id", "page_key", "title", "language"),
        key=lambda row: row[3] == "vi",
    )
    return {(edition, page): title for edition, page, title, _language in found}
