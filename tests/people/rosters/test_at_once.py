"""One list taken in twice at the same time: everybody once. On SQLite and on PostgreSQL."""

import threading
from collections import Counter

import pytest
from django.db import connection

from people.models import Membership, Person, RosterLine
from people.registry.rosters import working
from tests.cast import assemble
from tests.people.rosters.lists import as_csv, checked, done


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_list() -> None:
    """Both end well; people, memberships and doubts are there once."""
    cast = assemble()
    minh = cast.persons["minh"]
    rows = [
        [str(place), f"Lý Thị {chr(65 + place)}n", "1980", f"09876543{place:02d}", ""]
        for place in range(20)
    ]
    rows.append(
        ["21", minh.name, str((minh.birth_year or 0) + 1), "0" + minh.contact_phone[3:], ""]
    )
    roster = checked(cast, as_csv(rows))
    by, people = cast.users["tam"], Person.objects.count()
    jobs = [
        working.begin_applying(roster=roster, all_or_nothing=False, by=by) for _each in range(2)
    ]
    start, ends = threading.Barrier(2), []

    def work(job: object) -> None:
        try:
            start.wait()
            ends.append(done(job).state)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ends == ["done", "done"]
    assert Person.objects.count() == people + 20
    assert (
        Membership.objects.filter(unit=cast.team, title="", source__startswith="roster").count()
        == 20
    )
    assert Counter(RosterLine.objects.values_list("state", flat=True)) == {"added": 20, "open": 1}
