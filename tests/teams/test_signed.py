"""A leader who changes team: the old team closes that day, what they signed stays theirs to read."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.dated import months_after, today
from people.models import Membership
from people.registry import join, leave
from teams import classes, reports
from teams.classes.holding import NewClass
from teams.models import ReportTurn
from tests.cast import Cast, assemble, sign_in


@pytest.fixture
def moved(db: None) -> Cast:
    """Return the cast after Lan held a class, sent a report and went to Hoa's team the next day."""
    cast = assemble()
    lan, now = cast.users["lan"], timezone.now()
    new = NewClass(uuid.uuid4(), cast.team.pk, "Cài VNeID", "Nhà văn hoá", now)
    session = classes.open_class(new=new, by=lan, at=now)
    classes.mark(session=session, persons=[cast.persons["minh"]], how="list", by=lan, at=now)
    classes.close_class(session=session, by=lan, at=now)
    month = months_after(today().replace(day=1), -1)
    reports.send_report(team_id=cast.team.pk, month=month, note="Đủ", by=lan)
    day = today() + dt.timedelta(days=1)
    leave(membership=Membership.objects.get(person=cast.persons["lan"]), on=day, by=None)
    join(
        person=cast.persons["lan"],
        unit=cast.next_team,
        category="team_member",
        position="leader",
        since=day,
        by=None,
    )
    return cast


def lan_on(cast: Cast) -> Client:
    client = Client()
    sign_in(client, cast.users["lan"], second_factor=True)
    return client


def test_sight_ends_on_the_day_and_not_before(moved: Cast) -> None:
    """Today the old team, tomorrow the new one and nobody of the old."""
    old, new = (reverse("team_board", args=[unit.pk]) for unit in (moved.team, moved.next_team))
    assert [lan_on(moved).get(one).status_code for one in (old, new)] == [200, 403]
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        client = lan_on(moved)
        assert [client.get(one).status_code for one in (old, new)] == [403, 200]
        report = ReportTurn.objects.get()
        month = f"{report.report.month:%Y-%m}"
        assert client.get(reverse("team_report", args=[moved.team.pk, month])).status_code == 403


def test_what_was_signed_stays_readable_by_the_signer_alone(moved: Cast) -> None:
    """The class with its names, the report word for word; for others it isn't there."""
    session, turn = classes.classes_of(moved.team.pk).get(), ReportTurn.objects.get()
    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        client = lan_on(moved)
        page = client.get(reverse("my_signatures")).content.decode()
        assert "Cài VNeID" in page
        assert "Tổ 3, Trảng Bom" in page
        attended = client.get(reverse("my_signed_class", args=[session.pk])).content.decode()
        assert "Trần Văn Minh" in attended
        assert "<form" not in attended.split("<main")[1].split("</main")[0]
        assert "Đủ" in client.get(reverse("my_signed_report", args=[turn.pk])).content.decode()
        assert client.get(reverse("class_session", args=[session.pk])).status_code in (403, 404)
    hoa = moved.client("hoa")
    assert hoa.get(reverse("my_signed_class", args=[session.pk])).status_code == 404
    assert hoa.get(reverse("my_signed_report", args=[turn.pk])).status_code == 404
    assert "Cài VNeID" not in hoa.get(reverse("my_signatures")).content.decode()


def test_the_list_costs_the_same_for_many(moved: Cast, django_assert_max_num_queries) -> None:
    """However much somebody signed."""
    lan, now = moved.users["lan"], timezone.now()
    for _ in range(4):
        new = NewClass(uuid.uuid4(), moved.team.pk, "Lớp", "Nhà", now)
        session = classes.open_class(new=new, by=lan, at=now)
        classes.mark(session=session, persons=[moved.persons["minh"]], how="list", by=lan, at=now)
        classes.close_class(session=session, by=lan, at=now)
    client = lan_on(moved)
    client.get(reverse("my_signatures"))
    with django_assert_max_num_queries(16):
        client.get(reverse("my_signatures"))
