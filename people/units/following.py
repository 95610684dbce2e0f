"""What follows from a change of units, also in the floors above, counted before it is done.

The rows of an upper floor follow by a listener of ``unit_succeeded`` and ``unit_closed``; how many
they will be is said by a counter that the floor registers here.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models.memberships import Category
from people.models.units import Kind

_words: dict[str, str | Promise] = {
    "roles": _("Roles that people hold in it"),
    "members": _("Members of the unit, whom others look after then"),
    **{f"units:{kind}": kind.label for kind in Kind},
    **{f"members:{category}": category.label for category in Category},
}


@dataclass(frozen=True)
class Line:
    """One thing that follows: a stable code, which rows keep, and how many."""

    code: str
    count: int

    @property
    def words(self) -> str | Promise:
        """Return what it is, for people."""
        return _words.get(self.code, self.code)


# Called with the ids of units that end and the day; returns what of theirs follows the heir.
Counter = Callable[[list[int], dt.date], Iterable[Line]]
_counters: list[Counter] = []


def register(counter: Counter, words: Mapping[str, str | Promise]) -> None:
    """Let ``counter`` be asked before every change that ends units; once is enough.

    Args:
        counter: counts rows of a floor above.
        words: what each code of its lines is called.
    """
    _words.update(words)
    if counter not in _counters:
        _counters.append(counter)


def lines_above(unit_ids: list[int], on: dt.date) -> list[Line]:
    """Return what the floors above say follows when ``unit_ids`` end on ``on``."""
    return [line for counter in _counters for line in counter(unit_ids, on) if line.count]
