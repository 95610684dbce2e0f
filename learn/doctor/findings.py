"""What a check says: a finding in plain words, and what to do about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "fault", "skipped"]


@dataclass(frozen=True)
class Finding:
    """The result of one check.

    Args:
        name: of the check, short and stable: other programs may look for it.
        state: "ok"; "warning" for what works but shouldn't stay so; "fault" for what doesn't work
            or isn't safe; "skipped" when something else must be mended first.
        seen: what was found, as a sentence.
        remedy: what to do, as a sentence or two; empty when nothing is.
    """

    name: str
    state: State
    seen: str
    remedy: str = ""


def ok(name: str, seen: str) -> Finding:
    """Return that all is well."""
    return Finding(name, "ok", seen)


def warning(name: str, seen: str, remedy: str) -> Finding:
    """Return something that should be mended when there is time."""
    return Finding(name, "warning", seen, remedy)


def fault(name: str, seen: str, remedy: str) -> Finding:
    """Return something that must be mended."""
    return Finding(name, "fault", seen, remedy)


def skipped(name: str, seen: str) -> Finding:
    """Return that something else has to be mended before this can be checked."""
    return Finding(name, "skipped", seen)


Check = Callable[[], Finding | Iterable[Finding]]


def run_checks(checks: Iterable[Check]) -> list[Finding]:
    """Run every check and return all findings; one that breaks is a finding itself."""
    found: list[Finding] = []
    for check in checks:
        try:
            result = check()
            found += [result] if isinstance(result, Finding) else list(result)
        except Exception as error:  # noqa: BLE001 - a doctor must not fall ill with the patient
            name = check.__name__.replace("_", " ")
            found.append(
                fault(
                    name,
                    f"This could not be checked: {type(error).__name__}: {error}",
                    "Mend the other faults first; if this one stays, report it with this text.",
                )
            )
    return found
