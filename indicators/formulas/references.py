"""Which indicator is made of which, and whether one would be made of itself."""

from collections.abc import Collection, Mapping


def circle(start: str, made_of: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the way from ``start`` back to ``start``, empty where there is none.

    Args:
        start: an indicator's code.
        made_of: for each code the codes that it refers to.
    """
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for code in made_of.get(way[-1], ()):
            if code == start:
                return (*way, code)
            if code not in seen:
                seen.add(code)
                ways.append((*way, code))
    return ()
