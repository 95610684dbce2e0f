"""Rubrics: five lines a task, as data with versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "data" / "rubrics.yaml"


@dataclass(frozen=True)
class Line:
    """One thing to be seen."""

    code: str
    text: str


@dataclass(frozen=True)
class Rubric:
    """What is to be seen of one task; ``course`` is the slug of the course that teaches it."""

    code: str
    version: int
    course: str
    titles: Mapping[str, str]
    lines: tuple[Line, ...]

    def title(self, language: str) -> str:
        """Return the title in ``language``, or in Vietnamese."""
        return self.titles.get(language) or self.titles["vi"]


def rubrics() -> tuple[Rubric, ...]:
    """Return the newest version of every rubric, in the order of the file."""
    return tuple({rubric.code: rubric for rubric in _all()}.values())


def rubric_of(code: str, version: int | None = None) -> Rubric | None:
    """Return a rubric in a version, or in its newest."""
    known = _all() if version is not None else rubrics()
    return next((one for one in known if one.code == code and version in (None, one.version)), None)


@cache
def _all() -> tuple[Rubric, ...]:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["rubrics"]
    found = [
        Rubric(
            code=row["code"],
            version=row["version"],
            course=row["course"],
            titles=row["title"],
            lines=tuple(Line(**line) for line in row["lines"]),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda rubric: rubric.version))
