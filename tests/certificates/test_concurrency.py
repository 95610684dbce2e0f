"""Many at once: one award, no number twice, no number lost (PEERS E2, 5)."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from certificates import documents
from certificates.evidence import NewEvidence, record
from certificates.models import Award, Document, Evidence
from certificates.register import NewAward, issue
from tests.certificates.conftest import DAY, make_award, make_family, make_person

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


def at_once(act: Callable[[int], object]) -> list[object]:
    """Run ``act`` in several threads that start together; return what they returned."""
    barrier = threading.Barrier(MANY)
    returned: list[object] = []
    faults: list[BaseException] = []

    def run(number: int) -> None:
        try:
            barrier.wait()
            returned.append(act(number))
        except BaseException as fault:  # noqa: BLE001 - shown by the assertion below
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    return returned


def test_one_completion_heard_many_times_gives_one_award() -> None:
    holder, family = make_person("Nguyễn Văn Một"), make_family()

    def act(_number: int) -> object:
        evidence = record(NewEvidence(holder.pk, family.pk, "course", "completion:1", 2, DAY))
        return issue(NewAward.for_evidence(evidence, rule_version=1)).number

    assert len(set(at_once(act))) == 1
    assert (Evidence.objects.count(), Award.objects.count()) == (1, 1)


def test_many_holders_at_once_get_numbers_without_gaps() -> None:
    family = make_family()
    holders = [make_person(f"Người {number}") for number in range(MANY)]
    at_once(lambda number: make_award(holders[number], family, str(number)))
    last = sorted(int(number[-6:]) for number in Award.objects.values_list("number", flat=True))
    assert last == list(range(1, MANY + 1))


def test_two_requests_for_a_document_make_one() -> None:
    award = make_award(make_person("Nguyễn Văn Một"), make_family())
    found = at_once(lambda _number: documents.document_of(award).pk)
    assert len(set(found)) == 1
    assert Document.objects.count() == 1
