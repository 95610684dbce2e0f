"""Sets a certificate as PDF: tagged, archivable (PDF/A-2a) and accessible (PDF/UA-1).

The same facts give the same bytes, so that a file made twice is the same file.
"""

import datetime as dt
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from certificates.documents.content import Content
from certificates.documents.qr import qr_svg
from certificates.documents.typesetting import set_page

LAYOUT = "sen-1"


def pdf_of(content: Content, *, qr_text: str, made: dt.datetime) -> bytes:
    """Return the page as PDF.

    Args:
        content: what it says.
        qr_text: what its QR code holds.
        made: the instant the file says it was made.
    """
    return set_page(
        _source(),
        {**asdict(content), "qr": qr_svg(qr_text)},
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(made.timestamp()),
    )


@lru_cache(maxsize=1)
def _source() -> bytes:
    return (Path(__file__).parent / "layouts" / f"{LAYOUT}.typ").read_bytes()
