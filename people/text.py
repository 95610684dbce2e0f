"""Vietnamese text: one form for storage, one without marks for finding, one for sorting."""

import re
import unicodedata


def tidy(value: str | None) -> str:
    """Return ``value`` in NFC with single spaces: what is stored and printed."""
    return " ".join(unicodedata.normalize("NFC", value or "").split())


def fold(value: str | None) -> str:
    """Return ``value`` without marks, in lower case: "Bảo mật" and "bao mat" become equal.

    đ is a letter of its own in Unicode and has no decomposition, so it is replaced by hand.
    """
    decomposed = unicodedata.normalize("NFD", value or "")
    bare = "".join(mark for mark in decomposed if unicodedata.category(mark) != "Mn")
    return " ".join(bare.replace("đ", "d").replace("Đ", "d").lower().split())


def sort_key(name: str | None) -> str:
    """Return the key under which a Vietnamese name is listed: given name first."""
    words = fold(name).split()
    return " ".join([words[-1], *words[:-1]]) if words else ""


def natural_key(name: str | None) -> str:
    """Return the key under which places are listed: "Ấp 2" before "Ấp 10"."""
    return re.sub(r"\d+", lambda found: found[0].zfill(6), fold(name))


def masked(name: str) -> str:
    """Return ``name`` with all but the first and last word shortened to an initial."""
    words = tidy(name).split()
    middle = [f"{word[0]}." for word in words[1:-1]]
    return " ".join([words[0], *middle, words[-1]]) if len(words) > 1 else tidy(name)
