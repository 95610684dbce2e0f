"""The official units: who lay under whom on which day, through the changes of 2025 and 2026."""

import datetime as dt

import pytest
from django.conf import settings

from people.models import AuditEntry, Succession, Unit, UnitAncestor, UnitState
from people.queries import ancestors_on, commune_of, province_unit, unit_state, units_on
from people.units import official_list

FOLDER = settings.BASE_DIR / "people" / "data" / "units"
BEFORE, MERGER = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
LAST_AS_PROVINCE, CITY = dt.date(2026, 4, 29), dt.date(2026, 4, 30)


@pytest.fixture
def province(db: None) -> Unit:
    """The province with all its official units."""
    official_list.load(FOLDER, "75")
    return province_unit()


def test_the_merger_of_2025_changes_the_tree_on_its_day(province: Unit) -> None:
    """270 former communes in 22 districts of two provinces become 95 of one."""
    assert units_on(BEFORE, kind="commune").count() == 270
    assert units_on(BEFORE, kind="commune", under=province.pk).count() == 159
    assert units_on(BEFORE, kind="district").count() == 22
    assert units_on(BEFORE, kind="province").count() == 2
    assert units_on(MERGER, kind="commune").count() == 95
    assert units_on(MERGER, kind="commune", under=province.pk).count() == 95
    assert units_on(MERGER, kind="district").count() == 0
    assert units_on(MERGER, kind="province").count() == 1


def test_successions_lead_from_every_former_commune_to_one_of_today(province: Unit) -> None:
    """One split, the rest into exactly one; a province among them."""
    rows = Succession.objects.filter(effective_on=MERGER)
    assert rows.count() == 272
    assert rows.filter(is_default=True).values("old_unit").distinct().count() == 271
    assert rows.filter(manner="split").values("old_unit").distinct().count() == 1


def test_a_code_taken_over_by_a_successor_means_another_unit_before(province: Unit) -> None:
    """26248 is Trảng Bom's code on both sides of the merger, of two units."""
    former = units_on(BEFORE, kind="commune").get(code="26248")
    now = units_on(MERGER, kind="commune").get(code="26248")
    assert former.unit_id != now.unit_id


def test_ten_communes_and_the_province_change_their_names_in_2026(province: Unit) -> None:
    """Same units, new states; yesterday's name stays true of yesterday."""
    ward = units_on(CITY, kind="commune").get(code="26248")
    assert ward.name == "Phường Trảng Bom"
    assert unit_state(ward.unit_id, LAST_AS_PROVINCE).name == "Xã Trảng Bom"
    assert unit_state(province.pk, LAST_AS_PROVINCE).name == "Tỉnh Đồng Nai"
    assert unit_state(province.pk, CITY).name == "Thành phố Đồng Nai"
    names = units_on(CITY, kind="commune").values_list("name", flat=True)
    assert sum(name.startswith("Phường") for name in names) == 33
    assert sum(name.startswith("Xã") for name in names) == 62


def test_renaming_makes_no_new_row_in_the_closure(province: Unit) -> None:
    """The closure tells of parents and kinds, not of names."""
    assert UnitAncestor.objects.filter(unit=province, ancestor=province).count() == 1
    ward = units_on(CITY, kind="commune").get(code="26248").unit_id
    assert commune_of([ward], LAST_AS_PROVINCE) == {ward: ward}
    row = ancestors_on(CITY).get(unit=ward, ancestor=province)
    assert (row.valid_from, row.valid_to, row.depth) == (MERGER, None, 1)


def test_a_former_commune_lay_under_its_district_and_province(province: Unit) -> None:
    """Up to and including 30/6/2025; nothing afterwards."""
    former = units_on(BEFORE, kind="commune").get(code="26248").unit_id
    kinds = ancestors_on(BEFORE).filter(unit=former).order_by("depth")
    assert list(kinds.values_list("ancestor_kind", flat=True)) == [
        "commune",
        "district",
        "province",
    ]
    assert not ancestors_on(MERGER).filter(unit=former).exists()
    assert unit_state(former, MERGER) is None


def test_loading_twice_changes_nothing(province: Unit) -> None:
    """The second load adds no unit, state, succession or audit entry."""
    counts = [model.objects.count() for model in (Unit, UnitState, Succession, AuditEntry)]
    assert official_list.load(FOLDER, "75") == 0
    assert counts == [m.objects.count() for m in (Unit, UnitState, Succession, AuditEntry)]
