"""The one typesetter of this process: our fonts only, one document at a time."""

import json
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from django.conf import settings

_FONTS = ("400Regular", "600SemiBold", "700Bold")
_one_at_a_time = Lock()


def set_page(layout: bytes, data: dict[str, Any], **options: Any) -> bytes:
    """Return one file set from ``layout``.

    Args:
        layout: typst source; it reads its data as ``json(bytes(sys.inputs.data))``.
        data: anything JSON can hold.
        options: ``format`` ("pdf", "png") and whatever else the typesetter takes for it.

    Raises:
        TypeError: where the layout makes several pages of a format that has one a file.
    """
    with _one_at_a_time:
        made = _compiler().compile(layout, sys_inputs={"data": json.dumps(data)}, **options)
    if not isinstance(made, bytes):
        raise TypeError("the layout made more than one file")
    return made


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """Return the compiler: loading the fonts costs more than many pages do.

    Only the full TrueType files are offered; web subsets and whatever a machine happens to have
    would set wrong glyphs without a word.
    """
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(Path(settings.PDF_FONTS_DIR) / folder) for folder in _FONTS],
    )
    return typst.Compiler(font_paths=fonts)
