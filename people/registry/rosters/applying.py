"""What is written when a list is taken in: chunk by chunk, a fixed number of statements each."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from django.db.models import Q

from people.models import Membership, Person, Roster, RosterLine
from people.registry.bulk import NewMembership, NewPerson, add_persons, join_many
from people.registry.rosters.checking import State, Terms, Verdict

BATCH = 1_000
# What a list may add to somebody's record where nothing is known; what is known stays.
FILLED = (
    "birth_year",
    "birth_date",
    "sex",
    "contact_phone",
    "staff_code",
    "ethnicity",
    "national_id_digest",
)


class Writer:
    """Writes the verdicts on one list."""

    def __init__(self, roster: Roster, terms: Terms) -> None:
        self.roster = roster
        self.terms = terms
        self.source = f"roster {roster.file_name}"[:120]
        self.filled = 0
        self._person_of: dict[int, int] = {}
        self._units: set[int] = set()

    def write(self, chunk: Sequence[Verdict]) -> None:
        """Write people, memberships and lines of a chunk."""
        taken = [one for one in chunk if one.state == State.ACCEPTED]
        new = [one for one in taken if one.record is None]
        ids = add_persons([_person(one) for one in new])
        for verdict, pk in zip(new, ids, strict=True):
            self._person_of[verdict.said.line.number] = pk
        old = [one for one in taken if one.record is not None]
        for verdict in old:
            self._person_of[verdict.said.line.number] = verdict.record.pk  # type: ignore[union-attr]
        self._fill(old)
        join_many(
            [
                NewMembership(
                    person_id=self._person_of[one.said.line.number],
                    unit_id=one.unit_id,
                    category=self.terms.category,
                    valid_from=self.terms.since,
                    position=one.given.position,
                    title=one.given.title,
                )
                for one in taken
                if not one.is_held
            ],
            source=self.source,
        )
        self._units |= {one.unit_id for one in taken}
        RosterLine.objects.bulk_create(
            [self._line(one) for one in chunk if one.state != State.REJECTED and not one.is_known],
            batch_size=BATCH,
        )

    def propose_gone(self) -> int:
        """Let somebody look at the members who aren't on the list; nobody's membership is ended.

        Only units that the list speaks of are looked at. Returns how many there are.
        """
        still = Q(valid_to__isnull=True) | Q(valid_to__gt=self.terms.since)
        rows = Membership.objects.current().filter(
            still,
            unit_id__in=self._units,
            category=self.terms.category,
            valid_from__lt=self.terms.since,
            is_primary=True,
        )
        listed = set(self._person_of.values())
        open_ones = RosterLine.objects.filter(
            unit=self.roster.unit_id, category=self.terms.category, state=RosterLine.State.OPEN
        )
        for some in open_ones.values_list("candidates", flat=True):
            listed |= set(some)
        gone = [row for row in rows.order_by("pk") if row.person_id not in listed]
        keys = {row.pk: self._key_of(row) for row in gone}
        known = set(
            RosterLine.objects.filter(
                unit=self.roster.unit_id,
                category=self.terms.category,
                roster=self.roster,
                reason="gone",
            ).values_list("key", flat=True)
        )
        RosterLine.objects.bulk_create(
            [
                RosterLine(
                    roster=self.roster,
                    unit_id=self.roster.unit_id,
                    category=self.terms.category,
                    key=keys[row.pk],
                    number=0,
                    state=RosterLine.State.OPEN,
                    reason="gone",
                    person_id=row.person_id,
                    place_id=row.unit_id,
                    candidates=[row.person_id],
                )
                for row in gone
                if keys[row.pk] not in known
            ],
            batch_size=BATCH,
        )
        return len(gone)

    def _key_of(self, row: Membership) -> str:
        return hashlib.sha256(f"gone:{row.pk}:{self.roster.sha256}".encode()).hexdigest()

    def _fill(self, linked: Sequence[Verdict]) -> None:
        people = Person.objects.in_bulk([one.record.pk for one in linked if one.record])
        self.filled += fill([(people[one.record.pk], _person(one)) for one in linked if one.record])

    def _line(self, one: Verdict) -> RosterLine:
        line = RosterLine(
            roster=self.roster,
            unit_id=self.terms.unit_id,
            category=self.terms.category,
            key=one.key,
            number=one.said.line.number,
            place_id=one.unit_id,
        )
        if one.state == State.ACCEPTED:
            line.person_id = self._person_of[one.said.line.number]
            is_new = one.record is None
            line.state = RosterLine.State.ADDED if is_new else RosterLine.State.LINKED
            return line
        line.state, line.reason = RosterLine.State.OPEN, one.why[1]
        line.given = kept(one)
        twin = self._person_of.get(one.twin)
        line.candidates = [*one.candidates, *([twin] if twin else [])]
        return line


def fill(pairs: Iterable[tuple[Person, NewPerson]]) -> int:
    """Add to records what they lack and a list says; return how many were added to."""
    changed = []
    for person, says in pairs:
        lacks = [name for name in FILLED if not getattr(person, name) and getattr(says, name)]
        for name in lacks:
            setattr(person, name, getattr(says, name))
        if lacks:
            changed.append(person)
    Person.objects.bulk_update(changed, FILLED, batch_size=100)
    return len(changed)


def kept(one: Verdict) -> dict:
    """Return what a doubtful line says, for who decides: never the national number, only its hash."""
    given = asdict(one.given)
    given.pop("number")
    return given | {"digest": one.digest, "twin": one.twin}


def _person(one: Verdict) -> NewPerson:
    return person_from(kept(one))


def person_from(given: dict) -> NewPerson:
    """Return the person that a line, as it is kept, speaks of."""
    born = dt.date.fromisoformat(given["birth_date"]) if given["birth_date"] else None
    return NewPerson(
        name=given["name"],
        birth_year=given["birth_year"],
        birth_date=born,
        sex=given["sex"],
        contact_phone=given["phone"],
        staff_code=given["staff_code"],
        ethnicity=given["ethnicity"],
        national_id_digest=given["digest"],
    )
