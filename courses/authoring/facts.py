"""Facts that go out of date: where each stands, by when somebody looks again, and that look."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, OuterRef, Subquery, When
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage, Edition, EditionPage, LessonPage

if TYPE_CHECKING:
    from people.models import User

FACT = "fact"
DRAFT, RELEASED, BOTH, NEWER = "draft", "released", "both", "newer"
STATES = {
    DRAFT: _("only in the draft"),
    RELEASED: _("only in the released edition"),
    BOTH: _("released"),
    NEWER: _("changed in the draft, not released yet"),
}
# The length of a path of Wagtail's tree that a chapter and its lesson take.
_BELOW_COURSE = 8
Json = dict[str, Any]


class FactGone(Exception):
    """The lesson's draft no longer has the fact."""


@dataclass(frozen=True)
class Fact:
    """One fact block of one lesson, as the draft has it, or the edition where the draft lost it."""

    page_id: int
    lesson: str
    course_id: int
    course: str
    block_id: str
    statement: str
    source: str
    url: str
    checked_on: dt.date | None
    recheck_on: dt.date | None
    state: str

    @property
    def state_label(self) -> str:
        """Return in words where the fact stands."""
        return str(STATES[self.state])

    def is_overdue(self, day: dt.date) -> bool:
        """Return whether the day to look again has come; a fact without one is overdue."""
        return self.recheck_on is None or self.recheck_on <= day


def facts_of(lessons: Iterable[LessonPage]) -> list[Fact]:
    """Return the facts of drafts and newest editions of ``lessons``, the most urgent first.

    A fact in several languages counts once, in the site's own language where it has one.
    """
    found: dict[tuple[str, str], Fact] = {}
    pages = _in_order(lessons)
    courses = _courses(pages)
    released = _released()
    for page in pages:
        course = courses.get(page.path[:-_BELOW_COURSE])
        if course is None:
            continue
        key = str(page.translation_key)
        ours = {block: value for (where, block), value in released.items() if where == key}
        for block_id, value, state in _merged(_draft(page), ours):
            found.setdefault((key, block_id), _fact(page, course, block_id, value, state))
    return sorted(found.values(), key=lambda fact: (fact.recheck_on or dt.date.min, fact.course))


@transaction.atomic
def check_again(
    *, page: LessonPage, block_id: str, checked_on: dt.date, recheck_on: dt.date, by: "User"
) -> LessonPage:
    """Write into a new draft that a fact still holds, and by when to look next; return the draft.

    Only days change, so the release that follows is a clarifying one.

    Raises:
        FactGone: the draft has no such fact.
    """
    draft = page.get_latest_revision_as_object()
    child = next((c for c in draft.body if c.id == block_id and c.block_type == FACT), None)
    if child is None:
        raise FactGone
    child.value["checked_on"] = checked_on
    child.value["recheck_on"] = recheck_on
    draft.save_revision(user=by, log_action=True)
    return draft


def _in_order(lessons: Any) -> list[LessonPage]:
    own = Case(When(locale__language_code=settings.LANGUAGE_CODE, then=0), default=1)
    return list(
        lessons.filter(alias_of=None).select_related("latest_revision").order_by(own, "path")
    )


def _courses(pages: list[LessonPage]) -> dict[str, CoursePage]:
    paths = {page.path[:-_BELOW_COURSE] for page in pages}
    return {course.path: course for course in CoursePage.objects.filter(path__in=paths)}


def _draft(page: LessonPage) -> dict[str, Json]:
    """Return the draft's facts by block id, as raw values; no block is built for it."""
    if page.latest_revision is None:
        raw = page.body.get_prep_value()
    else:
        raw = json.loads(page.latest_revision.content.get("body") or "[]")
    return {block["id"]: block["value"] for block in raw if block["type"] == FACT}


def _released() -> dict[tuple[str, str], Json]:
    """Return the facts of every course's newest edition by page key and block id."""
    newest = Edition.objects.filter(family=OuterRef("edition__family")).order_by("-number")
    pages = EditionPage.objects.filter(
        kind=EditionPage.Kind.LESSON,
        language=settings.LANGUAGE_CODE,
        edition=Subquery(newest.values("pk")[:1]),
    )
    return {
        (str(key), block["id"]): block["value"]
        for key, body in pages.values_list("page_key", "body")
        for block in body
        if block["type"] == FACT
    }


def _merged(draft: dict[str, Json], released: dict[str, Json]) -> Iterator[tuple[str, Json, str]]:
    for block_id, value in draft.items():
        before = released.get(block_id)
        if before is None:
            state = DRAFT
        else:
            same = all((value.get(n) or "") == (before.get(n) or "") for n in before)
            state = BOTH if same else NEWER
        yield block_id, value, state
    for block_id in released.keys() - draft.keys():
        yield block_id, released[block_id], RELEASED


def _fact(page: LessonPage, course: CoursePage, block_id: str, value: Json, state: str) -> Fact:
    return Fact(
        page_id=page.pk,
        lesson=page.draft_title or page.title,
        course_id=course.pk,
        course=course.draft_title or course.title,
        block_id=block_id,
        statement=value.get("statement") or "",
        source=value.get("source") or "",
        url=value.get("url") or "",
        checked_on=_day(value.get("checked_on")),
        recheck_on=_day(value.get("recheck_on")),
        state=state,
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
