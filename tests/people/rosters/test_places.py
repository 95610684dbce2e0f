"""Units as lists write them: today's names, former names, with and without districts."""

import datetime as dt

import pytest
from django.core.management import call_command

from people.models import UnitState
from people.queries import province_unit, units_on
from people.registry.rosters.places import Places

DAY = dt.date(2026, 9, 1)


@pytest.fixture
def places(db: None) -> Places:
    """The province with its official units."""
    call_command("load_units", verbosity=0)
    return Places(province_unit().pk, DAY)


def _found(places: Places, **told: str) -> str:
    place = places.find(told)
    if place.problem:
        return place.problem[1]
    return UnitState.objects.on(DAY).get(unit_id=place.unit_id).name


def test_todays_names_however_written(places: Places) -> None:
    """With or without the kind, short or in capitals."""
    name = units_on(DAY, kind="commune").get(name="Phường Trảng Dài").name
    for text in (
        "Phường Trảng Dài",
        "P. Trảng Dài",
        "TRẢNG DÀI",
        "UBND phường Trảng Dài",
        "trang dai",
    ):
        assert _found(places, commune=text) == name, text
    assert _found(places, commune="ấp 3, phường Trảng Dài") == name


def test_former_communes_lead_to_their_heirs(places: Places, django_assert_num_queries) -> None:
    """Each former commune that was wholly merged, with its district, leads to where it went."""
    from people.queries import counterparts

    heirs = counterparts(dt.date(2025, 6, 30), DAY)
    former = UnitState.objects.current().filter(kind="commune", valid_to=dt.date(2025, 7, 1))
    districts = {
        state.unit_id: state.name for state in UnitState.objects.current().filter(kind="district")
    }
    names = {state.unit_id: state.name for state in units_on(DAY)}
    wrong = []
    asked = list(former)
    with django_assert_num_queries(0):
        for state in asked:
            text = f"{state.name}, {districts[state.parent_id]}, tỉnh Đồng Nai"
            place = places.find({"commune": text})
            if (
                place.problem
                or names[place.unit_id] != names[heirs.get(state.unit_id, state.unit_id)]
            ):
                wrong.append((text, place))
    assert len(asked) > 200
    assert wrong == []


def test_nobody_is_placed_by_guessing(places: Places) -> None:
    """Unknown and outside are said."""
    assert _found(places, commune="xã Không Có Đâu") == "unknown_unit"
    inside = Places(units_on(DAY).get(name="Phường Trảng Dài").unit_id, DAY)
    assert inside.find({"commune": "Phường Long Bình"}).problem[1] == "outside_unit"
    assert inside.find({"unit": "Văn phòng HĐND và UBND"}).unit_id == inside.unit_id
    assert inside.find({"commune": "Thành phố Đồng Nai"}).unit_id == inside.unit_id
