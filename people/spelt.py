"""Codes that people read from paper and type: no letter that looks like a digit, groups of four."""

import secrets

# Crockford's base 32: no I, L, O, U, so that a code read from paper is typed right.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4


def new_code(length: int) -> str:
    """Return a new unguessable code of ``length`` letters, five bits each."""
    return "".join(secrets.choice(ALPHABET) for _place in range(length))


def read_code(typed: str) -> str:
    """Return ``typed`` as a code: letters that look like digits are read as those digits."""
    upper = typed.upper().replace("-", "").replace(" ", "")
    return upper.translate(str.maketrans("OIL", "011"))


def in_groups(code: str) -> str:
    """Return a code in groups of four, as people read it aloud."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
