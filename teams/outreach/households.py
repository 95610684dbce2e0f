"""How many households a hamlet has, as the commune counts them, and how many were reached."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from people import audit
from people import queries as registry
from people.dated import end_of, end_rows, months_after, today
from people.refusal import Refusal
from people.scope import positions
from people.text import natural_key, tidy
from teams.models import HamletHouseholds, Visit
from teams.outreach.access import standing
from teams.outreach.sums import counted

if TYPE_CHECKING:
    from people.models import User

# The largest quarters of a city have some thousands.
MOST = 20_000
# A household that somebody called at within so many months was reached.
MONTHS = 12


@dataclass(frozen=True)
class Coverage:
    """A hamlet's households, and the different citizens who were helped at home there.

    Visits name citizens by pseudonym, not households: two of one household are two here. The share
    is therefore the most that can have been reached, never more than all.
    """

    hamlet_id: int
    name: str
    at_home: int
    households: int | None = None
    source: str = ""
    since: dt.date | None = None

    @property
    def most_reached(self) -> int | None:
        """Return how many households can have been reached at most; None where none is known."""
        return None if self.households is None else min(self.at_home, self.households)

    @property
    def percent(self) -> int | None:
        """Return the same as a share, rounded down; None where no number is known."""
        reached = self.most_reached
        return None if reached is None or not self.households else reached * 100 // self.households


def coverage(hamlets: Mapping[int, str], on: dt.date) -> list[Coverage]:
    """Return the coverage of hamlets over the twelve months up to ``on``, by name; two queries.

    Args:
        hamlets: their names, by id.
        on: the last day of visits, and the day of whose number of households is told.
    """
    numbers = {row.hamlet_id: row for row in _known(hamlets, on)}
    rows = at_home_rows(on).filter(hamlet_id__in=set(hamlets))
    reached = dict(
        rows.order_by().values_list("hamlet_id").annotate(n=Count("handle", distinct=True))
    )
    made = []
    for pk, name in hamlets.items():
        known = numbers.get(pk)
        at_home = reached.get(pk, 0)
        if known is None:
            made.append(Coverage(pk, name, at_home))
        else:
            made.append(Coverage(pk, name, at_home, known.number, known.source, known.valid_from))
    return made


def at_home_rows(on: dt.date) -> QuerySet[Visit]:
    """Return the visits at home, to somebody known by a handle, of twelve months up to ``on``."""
    begin = end_of(months_after(on, -MONTHS))
    rows = standing().filter(mode=Visit.Mode.HOME, at__gte=begin, at__lt=end_of(on))
    return counted(rows).exclude(handle="")


def households_on(hamlet_ids: Iterable[int], on: dt.date) -> dict[int, int]:
    """Return the number of households of each hamlet for which one is known on ``on``."""
    return {row.hamlet_id: row.number for row in _known(hamlet_ids, on)}


@transaction.atomic
def set_households(
    *, commune_id: int, numbers: Mapping[int, int], source: str, since: dt.date, by: "User"
) -> int:
    """Write down how many households hamlets have from a day on; return how many numbers changed.

    A number that stands already stays as it is. All are written, or none.

    Args:
        commune_id: the commune that counted.
        numbers: by hamlet.
        source: from which list or report they are, in the officer's words.
        since: the first day for which they hold.
        by: an officer of the commune.

    Raises:
        Refusal: ``not_yours``, ``no_such_hamlet``, ``no_such_number``, ``no_source``,
            ``day_to_come`` or ``written_meanwhile``.
    """
    if commune_id not in positions(by).roles.get("commune_officer", frozenset()):
        raise Refusal("not_yours", _("Only an officer of this commune can write that."))
    if not numbers:
        return 0
    _check(commune_id, numbers, source, since)
    rows = HamletHouseholds.objects.current().filter(hamlet_id__in=numbers, valid_to=None)
    known = {row.hamlet_id: row for row in rows}
    changed = {
        pk: number
        for pk, number in numbers.items()
        if pk not in known or (known[pk].number, known[pk].source) != (number, tidy(source)[:120])
    }
    end_rows(HamletHouseholds.objects.filter(hamlet_id__in=changed), since)
    fresh = [
        HamletHouseholds(
            hamlet_id=pk, number=number, source=tidy(source)[:120], by=by, valid_from=since
        )
        for pk, number in changed.items()
    ]
    try:
        with transaction.atomic():
            HamletHouseholds.objects.bulk_create(fresh)
    except IntegrityError:
        raise Refusal(
            "written_meanwhile", _("Somebody wrote numbers at this moment. Look, then go on.")
        ) from None
    if changed:
        audit.record("teams.households_set", by=by, unit=commune_id, n=len(changed))
    return len(changed)


def hamlets_under(unit_id: int, on: dt.date) -> dict[int, str]:
    """Return the names of the hamlets under a unit on ``on``, by id, in the order of names."""
    states = registry.units_on(on, kind="hamlet", under=unit_id).values_list("unit_id", "name")
    return dict(sorted(states, key=lambda state: (natural_key(state[1]), state[0])))


def _check(commune_id: int, numbers: Mapping[int, int], source: str, since: dt.date) -> None:
    day = today()
    if since > day:
        raise Refusal("day_to_come", _("This day is still to come."))
    if set(numbers) - set(hamlets_under(commune_id, day)):
        raise Refusal("no_such_hamlet", _("Choose hamlets of this commune."))
    if any(not 0 < number <= MOST for number in numbers.values()):
        raise Refusal("no_such_number", _("A hamlet has between 1 and 20,000 households."))
    if not tidy(source):
        raise Refusal("no_source", _("Say where the numbers are from."))


def _known(hamlet_ids: Iterable[int], on: dt.date) -> QuerySet[HamletHouseholds]:
    rows: QuerySet[HamletHouseholds] = HamletHouseholds.objects.on(on).filter(  # type: ignore[attr-defined]
        hamlet_id__in=set(hamlet_ids)
    )
    return rows
