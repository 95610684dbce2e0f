"""What a learner is shown of a task."""

import html
import json
import re

from courses.activities.contract import Json, Weight

_TAG = re.compile(r"<[^>]*>")


def split_task(value: Json) -> tuple[Json, Json]:
    """Return (public part, empty key) of ``{"title", "html", "steps", "minutes"}``."""
    public = {
        "title": str(value.get("title") or ""),
        "html": str(value.get("html") or ""),
        "steps": [str(step) for step in value.get("steps") or []],
        "minutes": int(value.get("minutes") or 0),
    }
    return public, {}


def task_data(public: Json) -> Json:
    """Return what the page and any other player need."""
    return {name: public[name] for name in ("title", "html", "steps", "minutes")}


def spoken_task(public: Json) -> str:
    """Return the task as text to be read aloud."""
    return "\n".join([public["title"], _plain(public["html"]), *map(_plain, public["steps"])])


def paper_task(public: Json) -> list[str]:
    """Return the lines of a printed form."""
    lines = [public["title"], _plain(public["html"])]
    return [line for line in lines if line] + [f"□ {_plain(step)}" for step in public["steps"]]


def task_weight(public: Json) -> Weight:
    """Return the task's cost."""
    size = len(json.dumps(public, ensure_ascii=False).encode())
    return Weight(bytes=size, seconds=60 * public["minutes"])


def _plain(markup: str) -> str:
    return html.unescape(_TAG.sub(" ", markup)).strip()
