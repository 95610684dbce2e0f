"""Two requests at the same time: one account. On SQLite and on PostgreSQL."""

import threading

import pytest
from django.db import connection

from people.accounts.signup import Details, account_for
from people.models import Consent, Person, User


@pytest.mark.django_db(transaction=True)
def test_two_sign_ups_at_once_make_one_account() -> None:
    """The same phone and person, proved twice."""
    details = Details(name="Nguyễn Thị Lan", birth_year=1965, phone="+84912345678")
    start = threading.Barrier(4)
    found: list[int] = []

    def sign_up() -> None:
        try:
            start.wait()
            found.append(account_for(details).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign_up) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert (User.objects.count(), Person.objects.count(), Consent.objects.count()) == (1, 1, 1)
