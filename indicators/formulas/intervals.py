"""Sets of days as sorted intervals [since, until) of whole numbers; OPEN has no end."""

from collections.abc import Iterable

OPEN = 10**9
Interval = tuple[int, int]


def union(some: Iterable[Interval]) -> list[Interval]:
    """Return the days that lie in any of ``some``, as disjoint intervals in order."""
    real = [one for one in some if one[0] < one[1]]
    if len(real) < 2:
        return real
    found: list[Interval] = []
    for since, until in sorted(real):
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(until, found[-1][1]))
        else:
            found.append((since, until))
    return found


def within(some: Iterable[Interval], bound: Interval) -> list[Interval]:
    """Return the days of the disjoint ``some`` that lie in ``bound``."""
    low, high = bound
    cut = ((max(since, low), min(until, high)) for since, until in some)
    return [one for one in cut if one[0] < one[1]]


def without(bound: Interval, holes: Iterable[Interval]) -> list[Interval]:
    """Return the days of ``bound`` that lie in none of ``holes``."""
    found, begin = [], bound[0]
    for since, until in union(holes):
        if since > begin:
            found.append((begin, min(since, bound[1])))
        begin = max(begin, until)
    found.append((begin, bound[1]))
    return [one for one in found if one[0] < one[1]]
