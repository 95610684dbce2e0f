"""What all tests share: a database copied from a template, one clock, no network."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation

from people.kept import forget_everything
from tests import database


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: object
) -> Iterator[None]:
    """Replace pytest-django's: a copy of a migrated template, renewed after real transactions."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    found = database.copies(worker)
    with django_db_blocker.unblock():
        database.prepare(found)

    def renew(self: TransactionTestCase) -> None:
        found.fresh()

    original = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = renew
    # TestCase rolls back instead; it has a method of its own and isn't touched.
    yield
    TransactionTestCase._fixture_teardown = original
    with django_db_blocker.unblock():
        found.drop()


@pytest.fixture(autouse=True)
def _own_language() -> None:
    """Let no test speak the language of whichever page another one opened before."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """Leave no cached page, number or rate limit from one test to the next."""
    cache.clear()
    forget_everything()
    yield
    cache.clear()
