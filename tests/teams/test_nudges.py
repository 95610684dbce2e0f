"""Reminders are humane whatever the history, are sent once, and can be stopped by a tap."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from courses.models import CourseFamily
from people import consent
from people.dated import today
from people.models import AuditEntry, Message
from teams.assign import assign
from teams.board.states import DOING, DONE, SILENT, TODO, Cell
from teams.models import Nudge
from teams.nudges import NotSent, nudge_everybody, nudge_member, send_digests, stop_token, stopper
from teams.nudges.rules import (
    DUE,
    EXPIRING,
    MOST_A_WEEK,
    NEVER,
    PAUSES,
    QUIET,
    WEEK,
    Cause,
    Sent,
    cause_of,
    refusal,
)
from tests.cast import Cast, assemble

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
START = dt.datetime(2026, 3, 2, 9, 0, tzinfo=HERE)
causes = st.sampled_from(
    [Cause(NEVER, "1"), Cause(QUIET, "2026-01-01"), Cause(DUE, "1-x"), Cause(EXPIRING, "2-x")]
)


@given(tries=st.lists(st.tuples(st.integers(0, 24 * 120), causes), max_size=80))
def test_no_history_leads_to_more_than_the_limits(tries: list[tuple[int, Cause]]) -> None:
    """Whatever is tried at whatever hour: never at night, twice a week at most, thrice in all."""
    sent: list[Sent] = []
    for hours, cause in sorted(tries, key=lambda one: one[0]):
        at = START + dt.timedelta(hours=hours)
        if not refusal(cause, sent, at):
            sent.append(Sent(cause.purpose, cause.ref, at))
    for one in sent:
        assert 7 <= one.at.hour < 21
        assert sum(one.at - WEEK < other.at <= one.at for other in sent) <= MOST_A_WEEK
        same = [other.at for other in sent if (other.purpose, other.ref) == (one.purpose, one.ref)]
        assert len(same) <= 1 + len(PAUSES)
        for pause, before, after in zip(PAUSES, same, same[1:], strict=False):
            assert after - before >= dt.timedelta(days=pause)


def cell(state: str, **more: object) -> Cell:
    facts = {"family_id": 1, "title": "VNeID", "state": state, "lessons_done": 0, "lessons_total": 9,
             "due_on": None, "is_late": False, "active_at": None, "certified_on": None,
             "expires_on": None}  # fmt: skip
    return Cell(**(facts | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "more", "purpose"),
    [
        (TODO, {}, NEVER), (TODO, {"due_on": dt.date(2026, 3, 5)}, DUE), (SILENT, {}, QUIET),
        (DOING, {}, None), (DOING, {"due_on": dt.date(2026, 3, 9)}, DUE),
        (DOING, {"due_on": dt.date(2026, 4, 9)}, None), (DONE, {}, None),
        (DONE, {"due_on": dt.date(2026, 3, 5)}, None),
        (DONE, {"expires_on": dt.date(2026, 3, 20)}, EXPIRING),
        (DONE, {"expires_on": dt.date(2026, 9, 20)}, None),
    ],
)  # fmt: skip
def test_who_is_done_is_left_in_peace(state: str, more: dict, purpose: str | None) -> None:
    found = cause_of(state, [cell(DONE if state == DONE else state, **more)], None, START.date())
    assert (found.purpose if found else None) == purpose


@pytest.fixture
def asked(db: None) -> Cast:
    """Return the cast after Lan's team was asked to take a course."""
    cast = assemble()
    family = CourseFamily.objects.create(slug="vneid", title="Làm quen với VNeID")
    since = today() - dt.timedelta(days=3)
    assign(family=family, unit=cast.team, category="team_member", since=since)
    return cast


def morning() -> dt.datetime:
    return dt.datetime.combine(today(), dt.time(9), HERE)


def test_a_leader_reminds_and_sees_what_became_of_it(asked: Cast) -> None:
    lan, minh = asked.client("lan"), asked.persons["minh"]
    nudge = nudge_member(
        team_id=asked.team.pk, person_id=minh.pk, by=asked.users["lan"], now=morning()
    )
    message = Message.objects.get(pk=nudge.message_id)
    assert message.to == minh.contact_phone
    assert "Trần Văn Minh" in message.body
    assert f"/vi/nhac/{stop_token(minh.pk)}/" in message.body
    page = lan.get(reverse("team_board", args=[asked.team.pk])).content.decode()
    assert "Đã nhắc ngày" in page
    with pytest.raises(NotSent) as caught:
        nudge_member(team_id=asked.team.pk, person_id=minh.pk, by=asked.users["lan"], now=morning())
    assert caught.value.code == "too_soon"
    assert AuditEntry.objects.filter(code="teams.nudged").count() == 1


def test_a_neighbours_member_cant_be_reminded(asked: Cast) -> None:
    address = reverse("team_nudge", args=[asked.team.pk])
    person = {"person": asked.persons["minh"].pk}
    assert asked.client("hoa").post(address, person).status_code == 403
    assert asked.client("binh").post(address, person).status_code == 403
    other = {"person": asked.persons["hoa"].pk}
    asked.client("lan").post(address, other)
    assert not Nudge.objects.exists()


def test_the_platform_reminds_everybody_once_whoever_runs_it(asked: Cast) -> None:
    assert nudge_everybody(morning()) == 2
    assert nudge_everybody(morning()) == 0
    assert {row.by for row in Nudge.objects.all()} == {None}
    assert nudge_everybody(morning() + dt.timedelta(days=8)) == 2
    assert nudge_everybody(morning().replace(hour=22)) == 0


def test_a_no_is_heard_between_two_reminders(asked: Cast) -> None:
    minh = asked.persons["minh"]
    visitor = Client()
    address = reverse("stop_nudges", args=[stop_token(minh.pk)])
    assert visitor.get(address).status_code == 200
    assert not consent.opposed([minh.pk], consent.MESSAGES)
    visitor.post(address, {"act": "stop"})
    assert nudge_everybody(morning()) == 1
    with pytest.raises(NotSent) as caught:
        nudge_member(team_id=asked.team.pk, person_id=minh.pk, by=asked.users["lan"], now=morning())
    assert caught.value.code == "opposed"
    visitor.post(address, {"act": "again"})
    assert nudge_everybody(morning()) == 1


def test_a_made_up_address_stops_nobody(asked: Cast) -> None:
    minh = asked.persons["minh"].pk
    for token in (
        "",
        "x",
        f"{stop_token(minh)}0",
        stop_token(minh).replace("-", "-0"),
        stop_token(10**9),
    ):
        assert stopper(token) is None
    assert Client().get("/vi/nhac/abc-123/").status_code == 404


def test_leaders_hear_on_monday_once(asked: Cast) -> None:
    assert send_digests(morning()) == 2
    assert send_digests(morning()) == 0
    body = Message.objects.get(to=asked.persons["lan"].contact_phone).body
    assert "0 trên 2" in body
    assert reverse("team_board", args=[asked.team.pk]) in body
    assert "Trần Văn Minh" not in body
