"""Which kinds of long work there are, and who does each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from people.models import Job


class DuplicateKind(ValueError):
    """Two kinds of work want the same name."""


@dataclass(frozen=True)
class Kind:
    """A kind of long work.

    Attributes:
        name: what rows say, "rosters.check" for instance.
        title: what the page says.
        run: does the work of a job, told how far it is through the second argument, and returns
            what the row keeps as the result.
        leads_to: returns the address of what came of a job that is done.
        writes: whether it changes the registry. Then the work and the row's end are one
            transaction, so that whatever happens it is done once or not at all. Work that only
            reads is outside of one and may be done again.
    """

    name: str
    title: str | Promise
    run: Callable[[Job, Any], dict[str, Any]]
    leads_to: Callable[[Job], str]
    writes: bool = False


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make ``kind`` known.

    Raises:
        DuplicateKind: when another one has its name.
    """
    if kind.name in _KINDS:
        raise DuplicateKind(kind.name)
    _KINDS[kind.name] = kind
    return kind


def kind_of(job: Job) -> Kind | None:
    """Return the kind of ``job``; None for work of an older version of the site."""
    return _KINDS.get(job.kind)
