"""The record of privileged acts and of looks at personal lists."""

from django.db import models
from django.db.models import QuerySet

from people.models import AuditEntry, Person, User


def record(
    code: str,
    *,
    by: object,
    about: models.Model | None = None,
    person: Person | None = None,
    **data: object,
) -> AuditEntry:
    """Write an entry, in the transaction of the act it tells of.

    Args:
        code: "<floor>.<past tense>", for instance "teams.board_seen".
        by: the account that acted; None or a visitor when nobody signed in did.
        about: what it was about.
        person: whose personal data it touched, when that is one person.
        data: anything JSON can hold, never a secret and no more personal data than needed.
    """
    return AuditEntry.objects.create(
        code=code,
        by=by if isinstance(by, User) else None,
        about=f"{about._meta.label_lower}:{about.pk}" if about is not None else "",
        person=person,
        data=data,
    )


def entries_about(thing: models.Model) -> QuerySet[AuditEntry]:
    """Return what was done about ``thing``, newest first."""
    label = f"{thing._meta.label_lower}:{thing.pk}"
    return AuditEntry.objects.filter(about=label).order_by("-at", "-pk")
