"""Freezing: from an editor's value to plain JSON that no later edit can reach."""

from collections.abc import Callable
from typing import Any

from wagtail import blocks
from wagtail.images.models import AbstractImage

from courses.blocks.pictures import keep_image, show_image

Json = dict[str, Any]
Keeper = Callable[[AbstractImage | None], Json | None]


class LearningBlock:
    """Mixed into every block of a lesson: it can be frozen, and previews what it froze."""

    name: str

    def freeze(self, value: Any, keep: Keeper = keep_image) -> Json:
        """Return ``value`` as plain JSON; ``keep`` says what becomes of a picture."""
        raise NotImplementedError

    def get_preview_template(self, value: Any, context: Any = None) -> str:
        """Return the page in which the editor shows one block at phone size."""
        return "courses/blocks/preview.html"

    def get_preview_context(self, value: Any, parent_context: Any = None) -> Json:
        """Return the frozen value, under the names that a lesson page uses."""
        frozen = {"type": self.name, "id": "preview", "value": self.freeze(value, show_image)}
        return {"frozen": frozen, "block_template": block_template(self.name)}


def block_template(kind: str) -> str:
    """Return the template that renders a frozen block of ``kind``."""
    return f"courses/blocks/{kind}_block.html"


def freeze_stream(stream: blocks.StreamValue, keep: Keeper = keep_image) -> list[Json]:
    """Return a stream's blocks in order, each with its type, its lasting id and its value."""
    return [
        {"type": child.block_type, "id": child.id, "value": child.block.freeze(child.value, keep)}
        for child in stream
    ]


def child_key(value: Any, child_id: str | None, position: int) -> str:
    """Return the key of a question or an option: the author's own, or one that lasts as long.

    Args:
        value: the child's value, whose ``key`` the course files fill.
        child_id: the child's id in the stream or list; it survives moving and rewording.
        position: what is left in a preview of something that was never saved.
    """
    return value.get("key") or (child_id or "").split("-")[0] or f"n{position}"
