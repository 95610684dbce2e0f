"""Many persons and memberships at once, for importers and the demo.

The database's own constraints guard these writes as they do single ones: a second open primary
membership in a category is refused, whichever way it comes.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from people.models import Membership, Person

BATCH = 2_000


@dataclass(frozen=True)
class NewPerson:
    """A person to add to the registry."""

    name: str
    birth_year: int | None = None
    sex: str = ""
    contact_phone: str = ""
    staff_code: str = ""
    source: str = Person.Source.ROSTER
    is_synthetic: bool = False
    birth_date: dt.date | None = None
    ethnicity: str = ""
    national_id_digest: str = ""

    def without_number(self) -> "NewPerson":
        """Return the same person without the hash of a national number, which somebody else has."""
        return replace(self, national_id_digest="")


@dataclass(frozen=True)
class NewMembership:
    """A membership to add: who, where, as what, from when to when."""

    person_id: int
    unit_id: int
    category: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    position: str = "member"
    title: str = ""


@transaction.atomic
def add_persons(rows: Sequence[NewPerson]) -> list[int]:
    """Add ``rows`` and return their ids in the same order."""
    persons = []
    for row in rows:
        person = Person(
            birth_year=row.birth_year,
            sex=row.sex,
            contact_phone=row.contact_phone,
            staff_code=row.staff_code,
            source=row.source,
            is_synthetic=row.is_synthetic,
            birth_date=row.birth_date,
            ethnicity=row.ethnicity,
            national_id_digest=row.national_id_digest,
        )
        person.set_name(row.name)
        persons.append(person)
    return [person.pk for person in Person.objects.bulk_create(persons, batch_size=BATCH)]


@transaction.atomic
def join_many(rows: Iterable[NewMembership], *, source: str) -> int:
    """Add memberships and return how many.

    Args:
        rows: what to add.
        source: where the facts come from, kept with each row.

    Raises:
        django.db.IntegrityError: when a row breaks a rule of the registry; then none is added.
    """
    memberships = [
        Membership(
            person_id=row.person_id,
            unit_id=row.unit_id,
            category=row.category,
            position=row.position,
            title=row.title,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            source=source,
        )
        for row in rows
    ]
    Membership.objects.bulk_create(memberships, batch_size=BATCH)
    return len(memberships)
