"""HTML that is rendered once for everybody, with holes for what is somebody's own.

A template is rendered with the values it needs and nothing else: no request, no account, no
session. Where something personal belongs (the token of a form, an address with an enrolment in it,
an exercise as a learner left it) it is given a ``hole``; what comes out is cut there and put
together again for every page. A template that asks for more than it was given shows nothing there,
so that nothing personal can get into a piece unnoticed.
"""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

# Unlike anything that authors or learners could have written: made anew by every process.
_MARK = f"\ue000{secrets.token_hex(8)}:"
_HOLE = re.compile(f"{_MARK}([^\ue001]*)\ue001")


def hole(name: str) -> SafeString:
    """Return what to give to a template in place of a value that is filled in later."""
    return mark_safe(f"{_MARK}{name}\ue001")  # noqa: S308 - our own mark


class Piece:
    """Rendered HTML, cut at its holes."""

    __slots__ = ("_texts",)

    def __init__(self, html: str) -> None:
        # Text and names of holes take turns.
        self._texts = _HOLE.split(html)

    def filled(self, values: Mapping[str, Any]) -> SafeString:
        """Return the HTML with every hole filled.

        Args:
            values: by the hole's name, already safe as HTML.

        Raises:
            KeyError: when a hole has no value: half a page would be worse than none.
        """
        texts = self._texts.copy()
        texts[1::2] = [str(values[name]) for name in texts[1::2]]
        return mark_safe("".join(texts))  # noqa: S308 - our template and safe values

    @property
    def holes(self) -> set[str]:
        """Return the names of the holes."""
        return set(self._texts[1::2])

    def __str__(self) -> str:
        return "".join(self._texts[::2])


def render_piece(template: str, context: Mapping[str, Any]) -> Piece:
    """Return the template rendered with ``context`` alone; some values of it are holes."""
    return Piece(get_template(template).render(dict(context)))
