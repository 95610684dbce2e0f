"""A StreamField that keeps block definitions out of migrations.

Frozen editions carry their own JSON, so nothing needs the definitions of older migrations; what it
saves is a migration for every change of wording in a block (docs/decisions).
"""

from typing import Any

from wagtail.fields import StreamField


class LessonField(StreamField):
    """StreamField whose migrations don't repeat its blocks."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return the field without its block definitions."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
