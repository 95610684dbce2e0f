"""What a rule refuses, told by its code: the words are for people and change with the language."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from people.refusal import Refusal


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Expect that what is done inside is refused under ``code``."""
    with pytest.raises(Refusal) as caught:
        yield
    assert caught.value.code == code
