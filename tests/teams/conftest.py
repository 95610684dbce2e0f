"""A small province for the tests of numbers."""

import pytest

from tests.indicators.province import Province, build


@pytest.fixture
def province(db: None) -> Province:
    """Return the province of ``tests.indicators.province``."""
    return build()
