"""Whose line it is: certain, doubtful or nobody in the registry yet; never a guess.

Certain is: the same name and one of phone, national number, staff code; or the same name, birth date and
commune, or birth year and unit. Whatever is merely likely is shown to somebody. In a fixed number
of queries for each call, however many lines it is about.
"""

import datetime as dt
import hashlib
import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.conf import settings
from django.db.models import Q

from people.models import Membership
from people.models.units import Kind
from people.queries import ancestors_on, persons
from people.registry.rosters.lines import Given
from people.text import fold

AT_MOST = 5
# How much alike two names must be where the phone is the same: a slip of the pen, not a household.
ALIKE = 0.85
SURE, LIKELY, NO = 2, 1, 0


def digest_of(number: str) -> str:
    """Return the keyed hash under which a national number is known; the number itself is kept nowhere."""
    key = settings.MATCHING_KEY.encode()
    return hmac.new(key, number.encode(), hashlib.sha256).hexdigest() if number else ""


@dataclass(slots=True)
class Record:
    """What is known of somebody in the registry."""

    pk: int
    words: tuple[str, ...]
    name_folded: str
    birth_year: int | None
    birth_date: dt.date | None
    phone: str
    staff_code: str
    digest: str
    # (membership, unit, category, position, is primary) of what holds or will.
    belongs: list[tuple[int, int, str, str, bool]] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """The one who it certainly is, or else those who it may be and why."""

    certain: Record | None = None
    doubtful: tuple[int, ...] = ()
    reason: str = ""


@dataclass(slots=True)
class Asked:
    """A line, the unit it means, and the keyed hash of its number."""

    given: Given
    unit_id: int
    digest: str
    words: tuple[str, ...]
    name_folded: str


class Who:
    """Finds people as they were in the registry when the work began."""

    def __init__(self, day: dt.date) -> None:
        self.day = day
        self.last = persons().order_by("-pk").values_list("pk", flat=True).first() or 0
        rows = ancestors_on(day, kind=Kind.COMMUNE).values_list("unit_id", "ancestor_id")
        self._communes = dict(rows)

    def find(
        self, asked: Sequence[Asked], known: Collection[int] = ()
    ) -> tuple[list[Found], dict[int, Record]]:
        """Return whose each line is, and the records of ``known`` persons besides.

        Call it with some hundreds at a time.
        """
        people = self._people(asked, known)
        by: dict[str, dict[Any, list[Record]]] = {
            name: defaultdict(list) for name in ("digest", "code", "phone", "words")
        }
        for record in people.values():
            by["words"][record.words].append(record)
            for name, value in (
                ("digest", record.digest),
                ("code", record.staff_code.casefold()),
                ("phone", record.phone),
            ):
                if value:
                    by[name][value].append(record)
        return [self._judged(one, by) for one in asked], people

    def _people(self, asked: Sequence[Asked], known: Collection[int]) -> dict[int, Record]:
        old = persons().filter(pk__lte=self.last)
        wanted = [
            Q(contact_phone__in={one.given.phone for one in asked} - {""}),
            Q(national_id_digest__in={one.digest for one in asked} - {""}),
            Q(staff_code__in=_spellings(one.given.staff_code for one in asked)),
            Q(
                name_folded__in={one.name_folded for one in asked},
                birth_year__in={one.given.birth_year for one in asked} - {None},
            ),
            Q(pk__in=set(known)),
        ]
        found: dict[int, Record] = {}
        for part in wanted:
            for row in old.filter(part).values_list(
                "pk", "name_folded", "birth_year", "birth_date", "contact_phone", "staff_code",
                "national_id_digest",
            ):  # fmt: skip
                pk, folded, year, date, phone, code, digest = row
                if pk not in found:
                    words = tuple(sorted(folded.split()))
                    found[pk] = Record(pk, words, folded, year, date, phone, code, digest)
        still = Q(valid_to__isnull=True) | Q(valid_to__gt=self.day)
        # In parts: SQLite takes so many values at once and no more.
        ids = list(found)
        for start in range(0, len(ids), 5_000):
            rows = Membership.objects.current().filter(
                still, person_id__in=ids[start : start + 5_000]
            )
            for person_id, *belongs in rows.values_list(
                "person_id", "pk", "unit_id", "category", "position", "is_primary"
            ):
                found[person_id].belongs.append(tuple(belongs))  # type: ignore[arg-type]
        return found

    def _judged(self, asked: Asked, by: dict[str, dict[Any, list[Record]]]) -> Found:
        sure: dict[int, Record] = {}
        likely: dict[int, str] = {}
        for record, weight, reason in self._weighed(asked, by):
            if weight == SURE:
                sure[record.pk] = record
            elif weight == LIKELY:
                likely.setdefault(record.pk, reason)
        if len(sure) == 1 and "number_of_another" not in likely.values():
            return Found(certain=next(iter(sure.values())))
        both = [*sorted(sure), *sorted(set(likely) - set(sure))]
        reason = next(iter(likely.values()), "maybe_known") if both else ""
        return Found(doubtful=tuple(both[:AT_MOST]), reason=reason)

    def _weighed(
        self, asked: Asked, by: dict[str, dict[Any, list[Record]]]
    ) -> Iterator[tuple[Record, int, str]]:
        """Return who has something in common with a line, how much it weighs, and a reason to look."""
        given = asked.given
        for record in by["digest"].get(asked.digest, ()):
            is_named = record.words == asked.words or _is_slip(
                asked.name_folded, record.name_folded
            )
            yield record, SURE if is_named else LIKELY, "number_of_another"
        for record in by["code"].get(given.staff_code.casefold(), ()):
            if not _has_another_number(asked, record):
                is_named = record.words == asked.words
                yield record, SURE if is_named else LIKELY, "code_of_another"
        for record in by["phone"].get(given.phone, ()):
            yield record, _by_phone(asked, record), "maybe_known"
        for record in by["words"].get(asked.words, ()):
            yield record, self._by_birth(asked, record), "maybe_known"

    def _by_birth(self, asked: Asked, record: Record) -> int:
        """Weigh the same name with the same birth: sure in the same place, likely elsewhere."""
        given, born = asked.given, asked.given.born
        if given.birth_year is None or given.birth_year != record.birth_year:
            return NO
        if _has_another_number(asked, record) or (
            born and record.birth_date and born != record.birth_date
        ):
            return NO
        units = {unit for _pk, unit, _category, _position, _primary in record.belongs}
        communes = {self._communes.get(unit, unit) for unit in units}
        is_near = self._communes.get(asked.unit_id, asked.unit_id) in communes
        if given.phone and record.phone and given.phone != record.phone:
            # A new phone, or a namesake: who is of the same place is asked about, others aren't.
            return (
                LIKELY
                if is_near and (asked.unit_id in units or bool(born and record.birth_date))
                else NO
            )
        if born and born == record.birth_date:
            return SURE if is_near else LIKELY
        if asked.unit_id in units:
            return SURE
        return LIKELY if is_near else NO


def _spellings(codes: Iterable[str]) -> set[str]:
    """Return codes as they stand, in capitals and in small letters, for an index that tells them apart."""
    return {form for code in codes if code for form in (code, code.upper(), code.lower())}


def _by_phone(asked: Asked, record: Record) -> int:
    """Weigh the same phone: it is sure with the name, likely with a slip in it, else a household."""
    given = asked.given
    if _has_another_number(asked, record):
        return NO
    years = {given.birth_year, record.birth_year} - {None}
    born = {given.born, record.birth_date} - {None}
    if record.words == asked.words:
        if len(years) == 2:
            # A grandfather and a grandson of one name are years apart; a slip of the pen is not.
            return LIKELY if abs(given.birth_year - record.birth_year) <= 2 else NO  # type: ignore[operator]
        return LIKELY if len(born) == 2 else SURE
    is_alike = _is_slip(asked.name_folded, record.name_folded) and len(years) < 2
    return LIKELY if is_alike else NO


def _has_another_number(asked: Asked, record: Record) -> bool:
    return bool(asked.digest and record.digest and asked.digest != record.digest)


def _is_slip(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def asked_for(given: Given, unit_id: int) -> Asked:
    """Return what is asked about a line."""
    folded = fold(given.name)
    return Asked(given, unit_id, digest_of(given.number), tuple(sorted(folded.split())), folded)
