"""Photos of a visit: at most two, seen by few, taken away by who added them, gone after a year."""

import datetime as dt
import uuid
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit
from people.jobs import files
from people.refusal import Refusal
from teams.models import Visit, VisitPhoto, VisitPhotoRemoval
from teams.outreach.access import is_member, visits_seen
from teams.outreach.drawing import is_asked_about
from teams.outreach.pictures import drawn_anew
from teams.outreach.ruling import answers_for

if TYPE_CHECKING:
    from people.models import User

MOST = 2
ADDED_WITHIN = dt.timedelta(days=30)
KEPT = dt.timedelta(days=365)
FOLDER = "private/visits"
BATCH = 500
Why = VisitPhotoRemoval.Why


def add_photo(*, visit: Visit, key: uuid.UUID, content: bytes, by: "User") -> VisitPhoto:
    """Keep a photo with a visit; the same ``key`` again is the same photo.

    Raises:
        Refusal: ``not_yours`` for who didn't write the visit, ``too_late``, ``too_many``,
            ``id_taken``, or those of ``drawn_anew``.
    """
    if visit.by_id != by.pk or not is_member(by, visit.team_id):
        raise Refusal("not_yours", _("Only who wrote the visit adds photos to it."))
    if timezone.now() > visit.at + ADDED_WITHIN:
        raise Refusal("too_late", _("Photos can be added for 30 days."))
    picture = drawn_anew(content)
    with transaction.atomic():
        held = Visit.objects.select_for_update().get(pk=visit.pk)
        known = VisitPhoto.objects.filter(pk=key).first()
        if known is not None and known.visit_id == held.pk:
            return known
        if known is not None:
            raise Refusal("id_taken", _("Something went wrong. Please begin again."))
        if photos_of(held).count() >= MOST:
            raise Refusal("too_many", _("A visit has two photos at most. Take one away first."))
        row = VisitPhoto.objects.create(
            id=key,
            visit=held,
            file_key=files.keep(picture.content, folder=FOLDER),
            width=picture.width,
            height=picture.height,
            by=by,
        )
        audit.record("teams.visit_photo_added", by=by, about=row, visit=str(held.pk))
    return row


@transaction.atomic
def remove_photo(*, photo: VisitPhoto, by: "User") -> None:
    """Take a photo away for good; again changes nothing.

    Raises:
        Refusal: ``not_yours`` for everybody but who added it.
    """
    if photo.by_id != by.pk:
        raise Refusal("not_yours", _("Only who added a photo takes it away."))
    row = VisitPhoto.objects.select_for_update().get(pk=photo.pk)
    if not VisitPhotoRemoval.objects.filter(photo=row).exists():
        _remove([row], Why.WRITER, by)
        audit.record("teams.visit_photo_removed", by=by, about=row, visit=str(row.visit_id))


def photos_of(visit: Visit) -> QuerySet[VisitPhoto]:
    """Return the photos of a visit that are there, in the order in which they came."""
    return VisitPhoto.objects.filter(visit=visit, removal__isnull=True).order_by("at", "pk")


def photo_seen(
    user: "User", team_id: int, visit_id: uuid.UUID, key: uuid.UUID
) -> VisitPhoto | None:
    """Return a photo for whom it may be shown to, else None.

    The writer and the leader see it; the commune's officer where the visit was held or is among
    those to be asked about; nobody else.
    """
    rows = VisitPhoto.objects.filter(removal__isnull=True).select_related("visit")
    photo = rows.filter(pk=key, visit_id=visit_id, visit__team_id=team_id).first()
    if photo is None:
        return None
    if visits_seen(user, team_id).filter(pk=visit_id).exists():
        return photo
    asks = answers_for(user, team_id) and (bool(photo.visit.held) or is_asked_about(photo.visit))
    return photo if asks else None


def carry_over(*, old: Visit, new: Visit) -> None:
    """Let the photos of a corrected visit stand with what replaces it; without a visit they go."""
    rows = list(photos_of(old))
    if new.is_void:
        _remove(rows, Why.VOID, new.by)
        return
    VisitPhoto.objects.bulk_create(
        VisitPhoto(
            visit=new,
            file_key=row.file_key,
            width=row.width,
            height=row.height,
            by_id=row.by_id,
            at=row.at,
        )
        for row in rows
    )


def forget_old() -> int:
    """Take away the photos that were kept for a year; return how many. For the nightly task."""
    old = VisitPhoto.objects.filter(removal__isnull=True, at__lt=timezone.now() - KEPT)
    rows = list(old.order_by("at")[:BATCH])
    with transaction.atomic():
        _remove(rows, Why.AGE, None)
    return len(rows)


def _remove(rows: Iterable[VisitPhoto], why: str, by: "User | None") -> None:
    found = list(rows)
    VisitPhotoRemoval.objects.bulk_create(
        [VisitPhotoRemoval(photo=row, why=why, by=by) for row in found], ignore_conflicts=True
    )
    for key in {row.file_key for row in found}:
        transaction.on_commit(partial(files.forget, key))
