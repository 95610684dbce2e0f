"""Where a learner is, and which lessons they finished."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.learning.complete import complete_if_due
from courses.learning.locks import locked, touch
from courses.learning.newest import float_to_newest
from courses.learning.refusal import Refusal
from courses.models import Enrolment, LessonDone, Place


@transaction.atomic
def visit(enrolment: Enrolment, page_key: uuid.UUID, at: dt.datetime) -> None:
    """Remember where the learner is, to resume there; moves a fresh enrolment to the newest."""
    held = locked(enrolment.pk)
    float_to_newest(held, at)
    Place.objects.update_or_create(enrolment=held, defaults={"page_key": page_key, "at": at})
    touch(held, at)
    enrolment.edition = held.edition


@transaction.atomic
def finish_lesson(*, enrolment: Enrolment, page_key: uuid.UUID, at: dt.datetime) -> LessonDone:
    """Return the fact that the lesson is finished; the first time counts.

    Raises:
        Refusal: ``no_such_lesson`` when the learner's edition has no such lesson.
    """
    held = locked(enrolment.pk)
    if str(page_key) not in (held.edition.rules.get("lessons") or []):
        raise Refusal("no_such_lesson", _("This lesson isn't part of your course any more."))
    done, _is_new = LessonDone.objects.get_or_create(
        enrolment=held, page_key=page_key, defaults={"at": at}
    )
    touch(held, at)
    complete_if_due(enrolment=held, at=at)
    return done
