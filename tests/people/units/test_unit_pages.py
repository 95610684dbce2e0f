"""The pages of units: any day, a preview before every change, and whose affair it is."""

import datetime as dt

from people.dated import today
from people.models import UnitChange
from people.queries import unit_state
from people.registry import join
from people.units.bulk import NewUnit, add_units
from people.units.tree import rebuild
from tests.cast import SINCE, Cast
from tests.people.units.test_changing import do, merged, order

LIST = "/vi/don-vi/"
DECISION = {"decision": "7/QĐ-UBND", "decided_on": "2026-08-20"}


def test_the_list_is_that_of_the_day_asked_for(cast: Cast) -> None:
    """A merged commune is there until its last day."""
    merged(cast)
    dung = cast.client("dung")
    assert "Phường Trảng Bom" in dung.get(f"{LIST}?ngay=2026-08-31").content.decode()
    page = dung.get(LIST).content.decode()
    assert "Phường Trảng Bom" not in page
    assert "Phường Mới" in page
    gone = dung.get(f"{LIST}{cast.trang_bom.pk}/").content.decode()
    assert "Phường Mới" in gone
    assert "?ngay=2026-08-31" in gone


def test_a_change_is_seen_first_and_done_by_confirming(cast: Cast) -> None:
    """What the preview showed is what the receipt says."""
    dung = cast.client("dung")
    address = f"{LIST}{cast.trang_bom.pk}/nhap/"
    told = DECISION | {"on": "2026-09-01", "other1": cast.xuan_loc.pk, "heir": "this"}
    preview = dung.post(address, told | {"preview": "1"})
    assert preview.status_code == 200
    assert unit_state(cast.xuan_loc.pk, today()) is not None
    counts = {line.code: line.count for line in preview.context["plan"].lines}
    assert counts == {"units:community_team": 1}
    confirm = told | {
        "confirm": "1",
        "key": str(preview.context["key"]),
        "seen": preview.context["plan"].seen,
    }
    first = dung.post(address, confirm)
    assert first.status_code == 302
    assert UnitChange.objects.count() == 1
    assert "Phường Trảng Bom" in dung.get(first["Location"]).content.decode()
    assert unit_state(cast.xuan_loc.pk, today()) is None
    again = dung.post(address, confirm)
    assert again["Location"] == first["Location"]
    assert UnitChange.objects.count() == 1


def test_a_refusal_keeps_what_was_typed(cast: Cast) -> None:
    """And says what to do."""
    told = DECISION | {"on": "2026-08-01", "name": "Phường Khác", "preview": "1"}
    answer = cast.client("dung").post(f"{LIST}{cast.trang_bom.pk}/doi-ten/", told)
    assert answer.status_code == 422
    assert "Phường Khác" in answer.content.decode()


def test_an_officer_changes_the_own_teams_and_nothing_else(cast: Cast) -> None:
    """Not the commune, not the neighbour's team, and nothing is moved out of or into elsewhere."""
    tam = cast.client("tam")
    assert tam.get(f"{LIST}{cast.team.pk}/doi-ten/").status_code == 200
    assert tam.get(f"{LIST}{cast.next_team.pk}/doi-ten/").status_code == 403
    assert tam.get(f"{LIST}{cast.trang_bom.pk}/doi-ten/").status_code == 403
    told = DECISION | {"on": "2026-09-01", "into": cast.xuan_loc.pk, "preview": "1"}
    assert tam.post(f"{LIST}{cast.team.pk}/chuyen/", told).status_code == 403
    assert cast.client("lan").get(f"{LIST}{cast.team.pk}/doi-ten/").status_code == 403


def test_teams_to_decide_are_those_of_the_own_commune(cast: Cast) -> None:
    """The officer goes over to the heir with the commune and keeps a team with one tap."""
    new = merged(cast)
    tam = cast.client("tam")
    address = f"/vi/xa/{new.pk}/sap-xep-to/"
    page = tam.get(address).content.decode()
    assert "Tổ 3, Trảng Bom" in page
    assert "Tổ 1, Xuân Lộc" in page
    tam.post(address, {"team": cast.team.pk})
    tam.post(address, {"team": cast.team.pk})
    assert UnitChange.objects.filter(what="keep").count() == 1
    assert (
        "Tổ 3, Trảng Bom"
        not in tam.get(address, follow=True)
        .content.decode()
        .split("<main")[1]
        .split("staff-list")[1]
    )
    assert cast.client("hoa").get(address).status_code == 403


def test_the_old_address_of_a_board_answers_for_the_old_day(cast: Cast) -> None:
    """And leads to the heir; who had no sight of it has none now."""
    new = merged(cast)
    tam = cast.client("tam")
    address = f"/vi/xa/{cast.trang_bom.pk}/"
    assert f"/vi/xa/{new.pk}/" in tam.get(address).content.decode()
    eve = tam.get(f"{address}?ngay=2026-08-31")
    assert [line["line"].unit_id for line in eve.context["lines"]] == [cast.team.pk]
    assert eve.context["strip"].total == 2
    now = tam.get(f"/vi/xa/{new.pk}/")
    assert now.context["strip"].total == 3
    assert now.context["waiting"] == 2
    assert tam.get(f"/vi/xa/{new.pk}/?ngay=2026-08-31").status_code in (403, 404)
    assert cast.client("trang").get(address).status_code == 403


def test_the_neighbours_past_stays_closed(cast: Cast) -> None:
    """An officer whose commune merged with nobody sees only the own past."""
    rows = [("Xã Xa", "X1"), ("Xã Xa Nữa", "X2")]
    far = add_units(
        [NewUnit("commune", name, code, [(cast.province.pk, SINCE, None)]) for name, code in rows]
    )
    rebuild()
    units = {unit.pk: unit for unit in type(cast.team).objects.filter(pk__in=far)}
    do(cast, order("merge", units[far[0]], into_id=far[1]))
    address = f"/vi/xa/{far[0]}/"
    assert cast.client("tam").get(address).status_code == 403
    assert cast.client("dung").get(f"{address}?ngay=2026-08-31").status_code == 200


def test_queries_of_the_list_do_not_grow(cast: Cast, django_assert_max_num_queries) -> None:
    """Two more for the names, whatever the number of rows."""
    under = [(cast.trang_bom.pk, SINCE, None)]
    add_units([NewUnit("hamlet", f"Ấp {number}", f"H{number}", under) for number in range(45)])
    rebuild()
    dung = cast.client("dung")
    with django_assert_max_num_queries(14):
        dung.get(f"{LIST}?loai=hamlet")
    with django_assert_max_num_queries(22):
        dung.get(f"{LIST}{cast.trang_bom.pk}/")


def test_history_on_a_day_before_the_beginning(cast: Cast) -> None:
    """No unit, no fault."""
    hamlet = add_units([NewUnit("hamlet", "Ấp 1", "H1", [(cast.trang_bom.pk, SINCE, None)])])[0]
    rebuild()
    page = cast.client("dung").get(f"{LIST}{hamlet}/?ngay=2020-01-01")
    assert page.status_code == 200
    assert "Ấp 1" in page.content.decode()
    join(
        person=cast.persons["binh"],
        unit=type(cast.team).objects.get(pk=hamlet),
        category="citizen",
        since=SINCE,
        by=None,
    )
    assert cast.client("dung").get(f"{LIST}999999/").status_code == 404
    assert cast.client("dung").get(f"{LIST}?ngay={dt.date.max}").status_code == 200
