"""Sets a certificate as PDF: tagged, archivable (PDF/A-2a) and accessible (PDF/UA-1).

The same facts give the same bytes, so that a file made twice is the same file.
"""

import datetime as dt
import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from threading import Lock

import typst
from django.conf import settings

from certificates.documents.content import Content
from certificates.documents.qr import qr_svg

LAYOUT = "sen-1"
_FONTS = ("400Regular", "600SemiBold", "700Bold")
_one_at_a_time = Lock()


def pdf_of(content: Content, *, qr_text: str, made: dt.datetime) -> bytes:
    """Return the page as PDF.

    Args:
        content: what it says.
        qr_text: what its QR code holds.
        made: the instant the file says it was made.
    """
    inputs = {"data": json.dumps({**asdict(content), "qr": qr_svg(qr_text)})}
    with _one_at_a_time:
        made_file = _compiler().compile(
            _source(),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(made.timestamp()),
        )
    if not isinstance(made_file, bytes):
        raise TypeError("a certificate is one file")
    return made_file


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


@lru_cache(maxsize=1)
def _source() -> bytes:
    return (Path(__file__).parent / "layouts" / f"{LAYOUT}.typ").read_bytes()
