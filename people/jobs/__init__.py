"""Long work: rows that a worker takes up, that a page polls and that survive a dead worker."""

from people.jobs.kinds import DuplicateKind, Kind, kind_of, register
from people.jobs.running import Progress
from people.jobs.starting import cancel, mine, start

__all__ = [
    "DuplicateKind",
    "Kind",
    "Progress",
    "cancel",
    "kind_of",
    "mine",
    "register",
    "start",
]
