"""The tasks people come for: data, with their source and the day they were checked."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "data" / "tasks.yaml"


@dataclass(frozen=True)
class CounterTask:
    """One task, with the few steps that stand on the screen while it is done."""

    code: str
    titles: dict[str, str]
    steps: tuple[str, ...]
    source: str
    checked_on: dt.date
    is_current: bool

    def title(self, language: str) -> str:
        """Return the title in ``language``, or in Vietnamese."""
        return self.titles.get(language) or self.titles["vi"]


@cache
def tasks() -> tuple[CounterTask, ...]:
    """Return all tasks in the order of the file, also those no longer offered."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["tasks"]
    return tuple(
        CounterTask(
            code=row["code"],
            titles=row["title"],
            steps=tuple(row.get("steps") or ()),
            source=row.get("source", ""),
            checked_on=row["checked_on"],
            is_current=row.get("current", True),
        )
        for row in rows
    )


def task_of(code: str) -> CounterTask | None:
    """Return the task with this code, if there is one."""
    return next((task for task in tasks() if task.code == code), None)
