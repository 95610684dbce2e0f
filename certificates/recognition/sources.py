"""Sources, and what their courses are recognised as: decided, dated, never rewritten."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from certificates.models import Equivalence, RecognitionSource
from certificates.models.evidence import GRADE_MAX, Grade, Source
from courses.learning.elsewhere import known_elsewhere
from people import audit
from people.refusal import Refusal
from people.text import fold, tidy

if TYPE_CHECKING:
    from courses.models import CourseFamily
    from people.models import User

Kind = RecognitionSource.Kind
# What evidence from each kind of source is called in the register.
EVIDENCE_OF = {
    Kind.PLATFORM: Source.PLATFORM,
    Kind.CLASS: Source.CLASSROOM,
    Kind.PAPER: Source.PLATFORM,
}


def evidence_source(source: RecognitionSource) -> Source:
    """Return the register's word for where evidence of ``source`` comes from."""
    return EVIDENCE_OF[Kind(source.kind)]


@transaction.atomic
def add_source(*, name: str, kind: str, vouched_by: str, by: "User | None") -> RecognitionSource:
    """Return the source of this name, added when it is new.

    Args:
        name: as people here call it.
        kind: a value of ``RecognitionSource.Kind``.
        vouched_by: the office that answers for its lists.
        by: who adds it.
    """
    source, is_new = RecognitionSource.objects.get_or_create(
        name=tidy(name), defaults={"kind": kind, "vouched_by": tidy(vouched_by), "added_by": by}
    )
    if is_new:
        audit.record("certificates.source_added", by=by, about=source, name=source.name)
    return source


@transaction.atomic
def remember_columns(
    *, source: RecognitionSource, headers: Iterable[str], chosen: Mapping[int, str]
) -> None:
    """Keep which field each header stands for, for the source's next file."""
    held = RecognitionSource.objects.select_for_update().get(pk=source.pk)
    said = {fold(header): chosen.get(place, "") for place, header in enumerate(headers) if header}
    held.mapping = {**held.mapping, **said}
    held.save(update_fields=["mapping"])


@transaction.atomic
def decide(
    *,
    source: RecognitionSource,
    course: str,
    max_grade: int,
    valid_from: dt.date,
    decided_by: str,
    by: "User | None",
    decision_number: str = "",
    decided_on: dt.date | None = None,
    family: "CourseFamily | None" = None,
    counts_as: "CourseFamily | None" = None,
    title: str = "",
) -> Equivalence:
    """Decide what a source's course is recognised as from a day on, and return the decision.

    What was decided before ends where this begins. The same decision again returns the first.

    Args:
        source: whose course.
        course: its name or code as lists write it.
        max_grade: 1 as reported, 2 under a decision with a number and a day.
        valid_from: the first day of completion it holds for.
        decided_by: the office or person that decided.
        by: who writes it down.
        decision_number: of the decision, where there is one.
        decided_on: its day.
        family: the course taught elsewhere that evidence is of; a new one when None.
        counts_as: the course of ours it is worth, where that was decided.
        title: of a new family; the course as written when empty.

    Raises:
        Refusal: ``own_course`` when ``family`` is taught here, ``grade_out_of_reach`` when the
            source can't support the grade, ``no_decision`` for grade 2 without one,
            ``too_early`` when a decision that still holds begins later.
    """
    _require_grade(source, max_grade, decision_number, decided_on)
    if family is not None and family.origin == "own":
        raise Refusal("own_course", _("What was learnt elsewhere can't count as passed here."))
    # One decision at a time for a source: the row is what everybody else waits for.
    RecognitionSource.objects.select_for_update().get(pk=source.pk)
    key = fold(course)[:200]
    standing = Equivalence.objects.filter(
        source=source, course_key=key, valid_to__isnull=True
    ).first()
    new = Equivalence(
        source=source,
        course=tidy(course)[:200],
        course_key=key,
        family=family or _family_for(source, title or course),
        counts_as=counts_as,
        max_grade=max_grade,
        valid_from=valid_from,
        decided_by=tidy(decided_by),
        decision_number=tidy(decision_number),
        decided_on=decided_on,
        by=by,
    )
    if standing is not None:
        if _says_the_same(standing, new):
            return standing
        if standing.valid_from > valid_from:
            raise Refusal(
                "too_early", _("A decision that begins later still holds. End that one first.")
            )
        standing.valid_to = valid_from
        standing.save(update_fields=["valid_to"])
    new.save()
    audit.record(
        "certificates.equivalence_decided", by=by, about=new, course=new.course, grade=max_grade
    )
    return new


@transaction.atomic
def end_equivalence(*, equivalence: Equivalence, on: dt.date, by: "User") -> Equivalence:
    """Let a decision hold for completions before ``on`` only; ended once, it stays so.

    Raises:
        Refusal: ``too_early`` when ``on`` is before its first day.
    """
    held = Equivalence.objects.select_for_update().get(pk=equivalence.pk)
    if held.valid_to is not None:
        return held
    if on < held.valid_from:
        raise Refusal("too_early", _("That is before the decision begins."))
    held.valid_to = on
    held.save(update_fields=["valid_to"])
    audit.record("certificates.equivalence_ended", by=by, about=held, course=held.course)
    return held


def in_force(source: RecognitionSource) -> dict[str, list[Equivalence]]:
    """Return all decisions of a source by the key of the course."""
    found: dict[str, list[Equivalence]] = {}
    for row in Equivalence.objects.filter(source=source).order_by("valid_from"):
        found.setdefault(row.course_key, []).append(row)
    return found


def decision_for(
    known: Mapping[str, list[Equivalence]], course: str, on: dt.date
) -> Equivalence | None:
    """Return the decision of ``in_force`` that holds for a completion of ``course`` on ``on``."""
    for row in known.get(fold(course)[:200], ()):
        if row.valid_from <= on and (row.valid_to is None or row.valid_to > on):
            return row
    return None


def _require_grade(
    source: RecognitionSource, grade: int, number: str, decided_on: dt.date | None
) -> None:
    if grade < Grade.E1 or grade > GRADE_MAX[evidence_source(source)]:
        raise Refusal("grade_out_of_reach", _("This source can't support evidence of that grade."))
    if grade > Grade.E1 and not (number.strip() and decided_on):
        raise Refusal("no_decision", _("E2 needs a decision with its number and day."))


def _says_the_same(one: Equivalence, other: Equivalence) -> bool:
    names = ("family_id", "counts_as_id", "max_grade", "valid_from", "decided_by",
             "decision_number", "decided_on")  # fmt: skip
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _family_for(source: RecognitionSource, title: str) -> "CourseFamily":
    """Return the course elsewhere of this title; two sources' courses stay apart."""
    origin = "classroom" if source.kind == Kind.CLASS else "platform"
    slug = f"{slugify(fold(title))[:60]}-nguon-{source.pk}".strip("-")
    return known_elsewhere(slug=slug, title=tidy(title)[:200], origin=origin, provider=source.name)
