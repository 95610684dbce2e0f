"""A small province for the tests of numbers."""

import pytest

from tests.indicators.province import Province, build


@pytest.fixture
def province(db: None) -> Province:
    """Return the province of ``tests.indicators.province``."""
    return build()


@pytest.fixture
def _no_second_factor(settings: object) -> None:
    """Let staff in without a second factor, which is tested on its own floor."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if ".gate." not in name]
