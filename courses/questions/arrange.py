"""Order by seed: the same seed gives the same order for ever, whatever Python runs it."""

import hashlib
from collections.abc import Iterable


def shuffled(keys: Iterable[str], seed: int | str) -> list[str]:
    """Return ``keys`` in the order of ``seed``; a digest, because ``random`` may change."""
    return sorted(keys, key=lambda key: _digest(f"{seed}/{key}"))


def opaque(question: str, option: str) -> str:
    """Return the key under which a browser knows an option.

    Authors tend to write the right option first and call it "a", and the items of an order
    question in their order: the author's key would give the answer away.
    """
    return _digest(f"{question}/{option}")[:10]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
