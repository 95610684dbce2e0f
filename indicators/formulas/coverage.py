"""Coverage of units: how many of the places of a day have what was asked for."""

from collections.abc import Collection


def covered(units: Collection[int], having: Collection[int]) -> dict[int | None, tuple[int, int]]:
    """Return (0 or 1, 1) for each unit; what has it but isn't asked about plays no part.

    Args:
        units: the ids of the units that exist on the day.
        having: the ids of units that have it, among them perhaps some that don't exist any more.

    Source: communes and hamlets "with a team" of all communes and hamlets (shared facts, 1.2).
    """
    wanted = frozenset(having)
    return {unit: (int(unit in wanted), 1) for unit in units}
