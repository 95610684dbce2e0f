"""The letters of a text file, whichever of the old Vietnamese encodings it was saved in.

UTF-8 and UTF-16 say what they are. The others don't: each is tried, and the one in which the
headers of a list can be read is right. Without one there is none; letters are never guessed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from django.utils.translation import gettext_lazy as _

from people.refusal import Refusal
from people.text import fold

# TCVN 5712 (fonts .VnTime …): a byte a letter; capitals with a tone are written with small letters.
_TCVN3 = str.maketrans(
    "\xb5\xb8\xb6\xb7\xb9\xa8\xbb\xbe\xbc\xbd\xc6\xa9\xc7\xca\xc8\xc9\xcb\xcc\xd0\xce\xcf\xd1\xaa"
    "\xd2\xd5\xd3\xd4\xd6\xd7\xdd\xd8\xdc\xde\xdf\xe3\xe1\xe2\xe4\xab\xe5\xe8\xe6\xe7\xe9\xac\xea"
    "\xed\xeb\xec\xee\xef\xf3\xf1\xf2\xf4\xad\xf5\xf8\xf6\xf7\xf9\xfa\xfd\xfb\xfc\xfe\xae\xa7\xa1"
    "\xa2\xa3\xa4\xa5\xa6",
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĐĂÂÊÔƠƯ",
)
# VNI for Windows: a letter and a second one for its marks.
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT, _BREVE, _ROOF = (
    "\u0300", "\u0301", "\u0309", "\u0303", "\u0323", "\u0306", "\u0302",
)  # fmt: skip
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT, "ê": _BREVE, "â": _ROOF,
    "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT, "à": _ROOF + _GRAVE, "á": _ROOF + _ACUTE, "å": _ROOF + _HOOK,
    "ã": _ROOF + _TILDE, "ä": _ROOF + _DOT,
}  # fmt: skip
_VNI_LETTERS = str.maketrans("ñÑöÖôÔæÆóÓòÒîÎ", "đĐưƯơƠỉỈĩĨịỊỵỴ")
_VNI_PAIR = re.compile(
    "([aeouyöôAEOUYÖÔ])([" + "".join(_VNI_MARKS) + "".join(_VNI_MARKS).upper() + "])"
)
# Words that stand above every list of people.
_HEADERS = ("ho va ten", "ho ten", "ho dem", "ho va chu", "full name")


def tcvn3(text: str) -> str:
    """Return text of a .Vn font, read as Latin-1, in Unicode."""
    return text.translate(_TCVN3)


def vni(text: str) -> str:
    """Return text of a VNI font, read as Windows-1252, in Unicode."""

    def joined(found: re.Match[str]) -> str:
        letter = found[1].translate(_VNI_LETTERS)
        return unicodedata.normalize("NFC", letter + _VNI_MARKS[found[2].lower()])

    parts = re.split(f"({_VNI_PAIR.pattern})", text)
    # Every match leaves itself and its two groups: only what lies between is translated alone.
    return "".join(
        _VNI_PAIR.sub(joined, part) if place % 4 == 1 else part.translate(_VNI_LETTERS)
        for place, part in enumerate(parts)
        if place % 4 in {0, 1}
    )


def has_headers(text: str) -> bool:
    """Return whether a list's usual header can be read in ``text``."""
    folded = fold(text)
    return any(word in folded for word in _HEADERS)


def repair_for(sample: Iterable[str]) -> Callable[[str], str] | None:
    """Return what puts cells of an old font right; None when they are Unicode already.

    Args:
        sample: cells of the first lines.
    """
    text = "\n".join(sample)
    if has_headers(text):
        return None
    return next((repair for repair in (tcvn3, vni) if has_headers(repair(text))), None)


def decoded(content: bytes) -> str:
    """Return a text file's letters.

    Raises:
        Refusal: ``encoding`` when they can't be told.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(content, "utf-16")
    head = content[:2000]
    if b"\x00" in head:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if max(even, odd) < len(head) // 5:
            raise unreadable()
        return _strictly(content, "utf-16-be" if even > odd else "utf-16-le")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    for encoding, repair in (("cp1258", str), ("latin-1", tcvn3), ("cp1252", vni)):
        text = content.decode(encoding, errors="replace")
        if has_headers(repair(text[:20_000])):
            return repair(text)
    raise unreadable()


def unreadable() -> Refusal:
    """Return the refusal of letters that can't be told."""
    return Refusal(
        "encoding",
        _("The letters of this file can't be read. Save it as Excel (XLSX) or as CSV in UTF-8."),
    )


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        raise unreadable() from error
