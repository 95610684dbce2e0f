"""A block that an author can't understand beforehand is refused at every start."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import Error, register
from wagtail import blocks

from courses.blocks.freezing import LearningBlock

_offered: list[blocks.StreamBlock] = []


def offer(stream: type[blocks.StreamBlock]) -> type[blocks.StreamBlock]:
    """Decorate a stream of blocks that authors choose from, so that it is checked."""
    _offered.append(stream())
    return stream


def faults(children: Iterable[tuple[str, Any]]) -> list[Error]:
    """Return what is missing of blocks by name."""
    errors = []
    for name, block in children:
        if not isinstance(block, LearningBlock):
            errors.append(Error(f"block {name!r} can't be frozen", id="courses.E001"))
        if not block.get_description():
            errors.append(Error(f"block {name!r} has no description", id="courses.E002"))
        if not hasattr(block.meta, "preview_value"):
            errors.append(Error(f"block {name!r} has no preview_value", id="courses.E003"))
    return errors


@register()
def blocks_are_described(app_configs: object, **_kwargs: object) -> list[Error]:
    """Refuse a block without description, without preview, or that can't be frozen."""
    return [error for stream in _offered for error in faults(stream.child_blocks.items())]
