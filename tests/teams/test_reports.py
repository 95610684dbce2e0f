"""The monthly report: from the logs to the commune's approval; missing stays missing."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from people.dated import months_after, today
from people.models import AuditEntry
from people.refusal import Refusal
from teams import outreach, reports
from teams.models import ReportTurn, TeamReport
from teams.reports.communes import by_commune
from teams.reports.facts import digest_of
from tests.cast import Cast, assemble
from tests.teams.refusals import refused
from tests.teams.test_outreach import log


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture
def month() -> dt.date:
    return months_after(today().replace(day=1), -1)


def send(cast: Cast, month: dt.date, who: str = "lan") -> ReportTurn:
    return reports.send_report(team_id=cast.team.pk, month=month, note="=1+1", by=cast.users[who])


def test_sent_back_corrected_approved_and_locked(cast: Cast, month: dt.date):
    lan, tam = cast.client("lan"), cast.client("tam")
    text = f"{month:%Y-%m}"
    turn = reverse("team_report_turn", args=[cast.team.pk, text])
    page = reverse("team_report", args=[cast.team.pk, text])
    assert lan.get(reverse("team_board", args=[cast.team.pk])).context["due"] == month
    for _ in range(2):
        lan.post(turn, {"viec": "gui", "note": "Mưa bão"})
    assert [one.kind for one in ReportTurn.objects.all()] == ["sent"]
    assert tam.get(page).context["may_decide"]
    tam.post(turn, {"viec": "tra-lai", "reason": "Thiếu buổi ngày 5"})
    assert "Thiếu buổi ngày 5" in lan.get(page).content.decode()
    lan.post(turn, {"viec": "gui"})
    for _ in range(2):
        tam.post(turn, {"viec": "duyet"})
    kinds = list(ReportTurn.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["sent", "returned", "sent", "approved"]
    last = ReportTurn.objects.latest("number")
    assert last.digest == digest_of(last.facts)
    with refused("is_locked"):
        send(cast, month)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportTurn.objects.filter(pk=last.pk).update(facts={})
    assert lan.get(reverse("team_board", args=[cast.team.pk])).context["due"] is None


def test_only_the_leader_sends_and_only_the_communes_officer_decides(cast: Cast, month: dt.date):
    for who in ("minh", "hoa", "tam", "dung"):
        with refused("not_yours"):
            send(cast, month, who)
    send(cast, month)
    report = TeamReport.objects.get()
    for who in ("lan", "minh", "hoa", "dung"):
        with refused("not_yours"):
            reports.approve_report(report=report, by=cast.users[who])
        with refused("not_yours"):
            reports.return_report(report=report, reason="x", by=cast.users[who])
    with refused("no_reason"):
        reports.return_report(report=report, reason="", by=cast.users["tam"])
    with refused("not_over"):
        send(cast, today().replace(day=1))


def test_a_report_that_is_missing_is_missing_and_not_zero(
    cast: Cast, month: dt.date, django_assert_num_queries
):
    with django_assert_num_queries(2):
        found = reports.wide_list(cast.trang_bom.pk, month, on=today())
    assert [(row.kind, row.facts) for row in found.rows] == [("missing", None)]
    assert found.sums is None
    send(cast, month)
    assert reports.wide_list(cast.trang_bom.pk, month, on=today()).sums is None
    reports.approve_report(report=TeamReport.objects.get(), by=cast.users["tam"])
    found = reports.wide_list(cast.trang_bom.pk, month, on=today())
    assert found.sums == dict.fromkeys(found.sums, 0)
    assert sum(found.counts.values()) == len(found.rows)


def test_facts_are_those_of_the_logs_and_frozen_when_sent(cast: Cast):
    log(cast, phone="+84912345678")
    log(cast, present=9)
    facts = reports.facts_of(cast.team.pk, today().replace(day=1), on=today())
    assert (facts["visits"], facts["distinct"], facts["present"], facts["members"]) == (2, 1, 9, 2)
    assert sum(facts["topics"].values()) == sum(facts["outcomes"].values()) == facts["visits"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_communes_file_and_the_sheet_to_sign(cast: Cast, month: dt.date, kind: str):
    send(cast, month)
    url = reverse("commune_reports", args=[cast.trang_bom.pk])
    answer = cast.client("tam").get(url, {"tep": kind, "thang": f"{month:%Y-%m}"})
    assert answer.status_code == 200
    assert answer.content[:3] == (b"\xef\xbb\xbf" if kind == "csv" else b"PK\x03")
    other = reverse("commune_reports", args=[cast.xuan_loc.pk])
    assert cast.client("tam").get(other).status_code == 403
    sheet = reverse("team_report_pdf", args=[cast.team.pk, f"{month:%Y-%m}"])
    assert cast.client("lan").get(sheet).content.startswith(b"%PDF")
    assert cast.client("hoa").get(sheet).status_code == 403


@pytest.mark.parametrize("month", ["2026-13", "x", "9999-01", "1900-01"])
def test_a_month_that_is_none_is_not_found(cast: Cast, month: str):
    url = reverse("team_report", args=[cast.team.pk, month])
    assert cast.client("lan").get(url).status_code == 404


def test_what_nobody_read_is_neither_sent_nor_approved(cast: Cast, month: dt.date):
    lan, tam, text = cast.client("lan"), cast.client("tam"), f"{month:%Y-%m}"
    turn = reverse("team_report_turn", args=[cast.team.pk, text])
    page = reverse("team_report", args=[cast.team.pk, text])
    seen = lan.get(page).context["seen"]
    lan.post(turn, {"viec": "gui", "thay": "0" * 64})
    assert not ReportTurn.objects.exists()
    lan.post(turn, {"viec": "gui", "thay": seen})
    read = tam.get(page).context["turn"].number
    reports.return_report(report=TeamReport.objects.get(), reason="Sửa", by=cast.users["tam"])
    lan.post(turn, {"viec": "gui", "note": "Đã sửa"})
    # Tam's colleague still has the first page open.
    for act in ("duyet", "tra-lai"):
        tam.post(turn, {"viec": act, "thay": read, "reason": "x"})
        assert ReportTurn.objects.latest("number").number == 3
    with refused("changed"):
        reports.approve_report(report=TeamReport.objects.get(), by=cast.users["tam"], seen=1)
    tam.post(turn, {"viec": "duyet", "thay": 3})
    assert ReportTurn.objects.latest("number").kind == "approved"


def test_a_month_says_in_one_line_what_is_next(cast: Cast, month: dt.date):
    def line(who: str, url: str) -> str:
        return cast.client(who).get(url).context["next"]

    page = reverse("team_report", args=[cast.team.pk, f"{month:%Y-%m}"])
    running = reverse("team_report", args=[cast.team.pk, f"{today():%Y-%m}"])
    said = [line("lan", page), line("lan", running), line("tam", page)]
    send(cast, month)
    said += [line("lan", page), line("tam", page)]
    report = TeamReport.objects.get()
    reports.return_report(report=report, reason="Thiếu buổi", by=cast.users["tam"])
    said += [line("lan", page), line("tam", page)]
    assert "Thiếu buổi" in said[5]
    board = reverse("team_board", args=[cast.team.pk])
    assert cast.client("lan").get(board).context["due"] == month
    send(cast, month)
    reports.approve_report(report=report, by=cast.users["tam"])
    said.append(line("lan", page))
    assert len(set(said)) == len(said)
    assert all(said)


def test_before_the_team_began_no_month_is_missing(cast: Cast, django_assert_num_queries):
    with django_assert_num_queries(3):
        rows = reports.reports_of(cast.team.pk, today())
    assert [row.kind for row in rows] == ["missing", "missing"]
    new = outreach.NewVisit(uuid.uuid4(), cast.team.pk, "vneid", "home", "alone")
    at = timezone.now() - dt.timedelta(days=150)
    outreach.log_visit(new=new, by=cast.users["lan"], at=at)
    rows = reports.reports_of(cast.team.pk, today())
    assert rows[-1].month == timezone.localtime(at).date().replace(day=1)
    assert 5 <= len(rows) <= 7


def test_the_provinces_list_is_the_communes_added_up(cast: Cast, month: dt.date):
    send(cast, month)
    report = TeamReport.objects.get()
    reports.approve_report(report=report, by=cast.users["tam"])
    found = reports.wide_list(cast.province.pk, month, on=today())
    parts = by_commune(found, on=today())
    assert sum(len(one.found.rows) for one in parts) == len(found.rows)
    for kind, n in found.counts.items():
        assert sum(one.found.counts[kind] for one in parts) == n
    # A commune whose team sent nothing has no sum, not a zero.
    assert [one.found.sums for one in parts if one.unit_id == cast.xuan_loc.pk] == [None]
    page = cast.client("dung").get(reverse("commune_reports", args=[cast.province.pk]))
    assert page.status_code == 200
    assert not page.context["may_decide"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("acts", [("approve", "approve"), ("approve", "return")])
def test_two_officers_at_once_decide_once(month: dt.date, acts: tuple[str, str]):
    cast = assemble()
    send(cast, month)
    report, start, came_out = TeamReport.objects.get(), threading.Barrier(2), []

    def decide(act: str) -> None:
        try:
            start.wait()
            if act == "approve":
                reports.approve_report(report=report, by=cast.users["tam"], seen=1)
            else:
                reports.return_report(report=report, reason="x", by=cast.users["tam"], seen=1)
            came_out.append("done")
        except Refusal as refusal:
            came_out.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    decided = ReportTurn.objects.exclude(kind="sent")
    assert decided.count() == 1
    assert sorted(came_out) == (["done", "done"] if len(set(acts)) == 1 else ["done", "not_sent"])
    assert (
        AuditEntry.objects.filter(
            code__in=["teams.report_approved", "teams.report_returned"]
        ).count()
        == 1
    )
