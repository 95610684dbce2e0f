"""Topics and rules of visits: data, with their source and day."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Topic:
    """What a citizen is helped with."""

    code: str
    titles: dict[str, str]
    is_current: bool

    def title(self, language: str) -> str:
        """Return the title in ``language``, or in Vietnamese."""
        return self.titles.get(language) or self.titles["vi"]


@dataclass(frozen=True)
class Rules:
    """When a visit is held."""

    version: int
    most_an_hour: int
    most_same_a_day: int


@cache
def topics() -> tuple[Topic, ...]:
    """Return all topics in the order of the file, also those no longer offered."""
    rows = yaml.safe_load((_DATA / "topics.yaml").read_text(encoding="utf-8"))["topics"]
    return tuple(Topic(row["code"], row["title"], row.get("current", True)) for row in rows)


def topic_of(code: str) -> Topic | None:
    """Return the topic with this code, if there is one."""
    return next((topic for topic in topics() if topic.code == code), None)


@cache
def rules() -> Rules:
    """Return the rules that hold now."""
    row = yaml.safe_load((_DATA / "rules.yaml").read_text(encoding="utf-8"))
    return Rules(row["version"], row["most_an_hour"], row["most_same_a_day"])
