"""Two officers at the same time: one change, and the other is told to look again."""

import threading
import uuid

import pytest
from django.db import connection

from people.models import Succession, UnitChange
from people.refusal import Refusal
from people.units.changing import carry_out
from people.units.planning import plan
from tests.cast import assemble
from tests.people.units.test_changing import order


@pytest.mark.django_db(transaction=True)
def test_of_two_contradicting_mergers_one_is_done() -> None:
    """Each wants the other's unit to end; both saw a plan that made sense."""
    cast = assemble()
    told = [
        order("merge", cast.trang_bom, into_id=cast.xuan_loc.pk),
        order("merge", cast.xuan_loc, into_id=cast.trang_bom.pk),
    ]
    seen = [plan(one).seen for one in told]
    start, came_out = threading.Barrier(2), []

    def confirm(number: int) -> None:
        try:
            start.wait()
            carry_out(
                order=told[number], key=uuid.uuid4(), seen=seen[number], by=cast.users["dung"]
            )
            came_out.append("done")
        except Refusal as refusal:
            came_out.append(refusal.code)
        finally:
            connection.close()

    _together(confirm, 2)
    assert sorted(came_out) in (["done", "not_there"], ["done", "plan_changed"])
    assert Succession.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_taps_on_confirm_are_one_change() -> None:
    """The same form, sent twice at once."""
    cast = assemble()
    told = order("merge", cast.trang_bom, into_id=cast.xuan_loc.pk)
    key, seen, found = uuid.uuid4(), plan(told).seen, []
    start = threading.Barrier(3)

    def confirm(_number: int) -> None:
        try:
            start.wait()
            found.append(carry_out(order=told, key=key, seen=seen, by=cast.users["dung"]).pk)
        finally:
            connection.close()

    _together(confirm, 3)
    assert found == [key] * 3
    assert UnitChange.objects.count() == 1


def _together(act: object, number: int) -> None:
    threads = [threading.Thread(target=act, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
