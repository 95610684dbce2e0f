"""Read settings from the environment, refusing nonsense instead of guessing."""

import os
from pathlib import Path


class BadSetting(Exception):
    """An environment variable holds something that can't be meant."""


def text(name: str, default: str = "") -> str:
    """Return the variable's value, or the content of the file that ``NAME_FILE`` names."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def required(name: str) -> str:
    """Return a value that must be there.

    Raises:
        BadSetting: when neither the variable nor its ``_FILE`` twin is set.
    """
    value = text(name)
    if not value:
        raise BadSetting(f"{name} must be set (or {name}_FILE name a file that holds it)")
    return value


def flag(name: str, default: bool) -> bool:
    """Return True or False; only ``1/true/yes`` and ``0/false/no`` are understood."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes"}:
        return True
    if value in {"0", "false", "no"}:
        return False
    raise BadSetting(f"{name} must be true or false, not {value!r}")


def number(name: str, default: int) -> int:
    """Return a whole number."""
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError as error:
        raise BadSetting(f"{name} must be a whole number, not {value!r}") from error


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Return a comma-separated list."""
    value = text(name)
    return [part.strip() for part in value.split(",") if part.strip()] if value else list(default)


def pairs(name: str) -> dict[str, str]:
    """Return a comma-separated list of ``name=value``."""
    found = {}
    for part in words(name):
        key, sign, value = part.partition("=")
        if not (key.strip() and sign and value.strip()):
            raise BadSetting(f"{name} must be name=value, name=value…, not {part!r}")
        found[key.strip()] = value.strip()
    return found
