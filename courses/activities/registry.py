"""The known activity types. A duplicate or an unknown kind is refused at once."""

from courses.activities.contract import ActivityType

_types: dict[str, ActivityType] = {}


class UnknownKind(Exception):
    """No activity type of this kind and version is known here."""


def register(activity: ActivityType) -> ActivityType:
    """Make ``activity`` known.

    Raises:
        ValueError: when the kind is taken.
    """
    if activity.kind in _types:
        raise ValueError(f"activity kind {activity.kind!r} is registered twice")
    _types[activity.kind] = activity
    return activity


def activity_type(kind: str, version: int | None = None) -> ActivityType:
    """Return the type of ``kind``; a version we don't know is refused, never guessed.

    Raises:
        UnknownKind: with a message that names what is missing.
    """
    found = _types.get(kind)
    if found is None:
        raise UnknownKind(f"no activity type {kind!r}")
    if version is not None and version > found.version:
        raise UnknownKind(f"activity type {kind!r} is known up to version {found.version}")
    return found


def all_types() -> list[ActivityType]:
    """Return every registered type, by kind."""
    return [_types[kind] for kind in sorted(_types)]


def is_activity(kind: str) -> bool:
    """Return whether blocks of ``kind`` are activities."""
    return kind in _types
