"""Reminders go by the way each person chose; of classes, the day before."""

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from courses.models import CourseFamily
from people import consent
from people.dated import today
from people.messages.routing import choose
from people.models import Message, Person
from people.registry import join
from teams import classes
from teams.assign import assign
from teams.classes.holding import NewClass
from teams.models import Attendance, ClassSession, Nudge
from teams.nudges import (
    NotSent,
    last_nudges,
    nudge_everybody,
    nudge_member,
    remind_of_classes,
    send_digests,
)
from teams.nudges.rules import CLASS, DUE, EXPIRING, NEVER, QUIET, Cause, cause_of_class
from teams.nudges.wording import PARAMS, words_of
from tests.cast import Cast, assemble

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(hour: int, days: int = 0) -> dt.datetime:
    """Return an hour of a day from today."""
    return dt.datetime.combine(today() + dt.timedelta(days=days), dt.time(hour), HERE)


@pytest.fixture
def asked(db: None) -> Cast:
    """Return the cast after Lan's team was asked to take a course."""
    cast = assemble()
    family = CourseFamily.objects.create(slug="vneid", title="Làm quen với VNeID")
    since = today() - dt.timedelta(days=3)
    assign(family=family, unit=cast.team, category="team_member", since=since)
    return cast


def mailbox(cast: Cast, who: str) -> str:
    """Give somebody a proved address."""
    email = f"{who}@example.vn"
    EmailAddress.objects.create(user=cast.users[who], email=email, verified=True, primary=True)
    return email


def offers(lan: Client, cast: Cast) -> int:
    """Return how many buttons to remind somebody the board of Lan's team has."""
    page = lan.get(reverse("team_board", args=[cast.team.pk])).content.decode()
    return page.count(f'action="{reverse("team_nudge", args=[cast.team.pk])}"')


def test_a_reminder_goes_by_the_way_that_was_chosen(asked: Cast) -> None:
    """And says by each what fits: a mailbox gets a subject and a letter."""
    minh = asked.persons["minh"]
    email = mailbox(asked, "minh")
    choose(person=minh, channels=["email", "sms"], by=None, method="test")
    assert nudge_everybody(at(9)) == 2
    letter = Message.objects.get(person=minh)
    assert (letter.channel, letter.to) == ("email", email)
    assert letter.subject == "Học Số: Có khoá học đang chờ bạn"
    assert letter.body.startswith("Chào Trần Văn Minh,\n\n")
    assert [step["channel"] for step in letter.route] == ["sms"]
    assert "Trần Văn Minh" in letter.route[0]["body"]
    assert letter.until == at(21)
    assert Message.objects.get(person=asked.persons["lan"]).channel == "sms"


def test_a_leaders_tap_goes_the_same_way(asked: Cast) -> None:
    minh = asked.persons["minh"]
    choose(person=minh, channels=["zalo"], by=None, method="test")
    nudge = nudge_member(team_id=asked.team.pk, person_id=minh.pk, by=asked.users["lan"], now=at(9))
    message = Message.objects.get(pk=nudge.message_id)
    assert (message.channel, message.template) == ("zalo", "nudge_never")
    assert set(message.params) == set(PARAMS)
    assert last_nudges([minh.pk])[minh.pk].state == "sent"


def test_who_has_no_phone_on_the_list_can_still_be_reached(asked: Cast) -> None:
    """By an address; who can't be reached at all is left to the leader."""
    minh = asked.persons["minh"]
    Person.objects.filter(pk=minh.pk).update(contact_phone="")
    asked.users["minh"].phone_verified = False
    asked.users["minh"].save()
    who = {"team_id": asked.team.pk, "person_id": minh.pk, "by": asked.users["lan"]}
    with pytest.raises(NotSent) as caught:
        nudge_member(**who, now=at(9))
    assert caught.value.code == "no_way"
    lan = asked.client("lan")
    before = offers(lan, asked)
    mailbox(asked, "minh")
    choose(person=minh, channels=["email"], by=None, method="test")
    assert offers(lan, asked) == before + 1
    assert nudge_member(**who, now=at(9))


@pytest.mark.parametrize("purpose", [NEVER, QUIET, DUE, EXPIRING, CLASS])
def test_every_cause_has_all_its_words(asked: Cast, purpose: str) -> None:
    cause = Cause(purpose, "1", "VNeID", dt.date(2026, 3, 5), at(8), "Nhà văn hoá")
    words = words_of(cause, name="Minh", person_id=asked.persons["minh"].pk)
    for text in (words.short, words.subject, words.letter, words.notice):
        assert text
        assert "%(" not in text
    assert "http" not in words.notice
    assert "/vi/nhac/" in words.short
    assert "/vi/nhac/" in words.letter
    assert words.template == f"nudge_{purpose}"


def test_leaders_read_their_week_in_the_mailbox_if_they_have_one(asked: Cast) -> None:
    """Whatever way they chose for reminders; without an address by that way."""
    email = mailbox(asked, "lan")
    assert send_digests(at(8)) == 2
    assert send_digests(at(8)) == 0
    letter = Message.objects.get(person=asked.persons["lan"])
    assert (letter.channel, letter.to) == ("email", email)
    assert letter.subject == "Học Số: Tổ của bạn tuần này"
    assert "0 trên 2" in letter.body
    assert "Trần Văn Minh" not in letter.body
    assert [step["channel"] for step in letter.route] == ["sms"]
    assert Message.objects.get(person=asked.persons["hoa"]).channel == "sms"
    assert send_digests(at(22, days=7)) == 0


def test_a_no_holds_for_the_week_too(asked: Cast) -> None:
    mailbox(asked, "lan")
    lan = asked.persons["lan"]
    consent.withdraw(person=lan, purpose=consent.MESSAGES, by=None, method="test")
    assert send_digests(at(8)) == 1


def plan(
    cast: Cast, starts_at: dt.datetime, *, by: str = "lan", topic: str = "Cài VNeID"
) -> ClassSession:
    """Let somebody plan a class for Lan's team."""
    new = NewClass(uuid.uuid4(), cast.team.pk, topic, "Nhà văn hoá ấp 3", starts_at)
    return classes.open_class(new=new, by=cast.users[by], at=at(9))


def told() -> set[str]:
    """Return who was told of a class."""
    ids = Nudge.objects.filter(purpose=CLASS).values_list("person_id", flat=True)
    return set(Person.objects.filter(pk__in=ids).values_list("name", flat=True))


def test_the_team_is_told_the_day_before(asked: Cast) -> None:
    """When and where, once; whoever holds the class knows."""
    session = plan(asked, at(8, days=1))
    assert remind_of_classes(at(17)) == 1
    assert remind_of_classes(at(18)) == 0
    assert told() == {"Trần Văn Minh"}
    nudge = Nudge.objects.get()
    assert (nudge.ref, nudge.team_id) == (str(session.pk), asked.team.pk)
    body = Message.objects.get(pk=nudge.message_id).body
    day = today() + dt.timedelta(days=1)
    for part in ("Cài VNeID", f"{day.day}/{day.month}/{day.year}", "08:00", "Nhà văn hoá ấp 3"):
        assert part in body


def test_who_is_on_the_list_already_is_told_too(asked: Cast) -> None:
    """Put on it before the day, and not taken off again."""
    session = plan(asked, at(8, days=1))
    persons = [asked.persons["binh"], asked.persons["hoa"]]
    classes.mark(session=session, persons=persons, how="list", by=asked.users["lan"], at=at(9))
    classes.take_off(session=session, person=asked.persons["hoa"], by=asked.users["lan"], at=at(10))
    assert remind_of_classes(at(17)) == 2
    assert told() == {"Trần Văn Minh", "Đặng Thanh Bình"}
    assert Attendance.objects.count() == 3


@pytest.mark.parametrize(
    ("days", "hour", "now", "sent"),
    [(1, 0, 17, 1), (1, 23, 17, 1), (0, 20, 17, 0), (2, 8, 17, 0), (1, 8, 21, 0), (1, 8, 6, 0)],
)
def test_on_that_day_only_and_at_no_bad_hour(
    asked: Cast, days: int, hour: int, now: int, sent: int
) -> None:
    plan(asked, at(hour, days=days))
    assert remind_of_classes(at(now)) == sent


def test_a_class_that_was_called_off_is_not_spoken_of(asked: Cast) -> None:
    session = plan(asked, at(8, days=1))
    classes.call_off(session=session, reason="Mưa lớn", by=asked.users["lan"], at=at(10))
    assert remind_of_classes(at(17)) == 0


def test_of_two_classes_the_first_is_named_and_the_limits_hold(asked: Cast) -> None:
    """Two reminders in seven days, whatever they are about."""
    plan(asked, at(14, days=1), topic="Buổi chiều")
    plan(asked, at(8, days=1), topic="Buổi sáng")
    assert remind_of_classes(at(17)) == 1
    assert "Buổi sáng" in Message.objects.get().body
    assert nudge_everybody(at(18)) == 2
    plan(asked, at(8, days=3))
    assert remind_of_classes(at(17, days=2)) == 0


def test_a_no_holds_for_classes_too(asked: Cast) -> None:
    plan(asked, at(8, days=1))
    minh = asked.persons["minh"]
    consent.withdraw(person=minh, purpose=consent.MESSAGES, by=None, method="test")
    assert remind_of_classes(at(17)) == 0


def test_the_cause_is_pure() -> None:
    facts = {"topic": "x", "place": "y", "starts_at": at(8, days=1)}
    assert cause_of_class(7, **facts, now=at(17)) == Cause(
        CLASS, "7", "x", today() + dt.timedelta(days=1), at(8, days=1), "y"
    )
    assert cause_of_class(7, **facts, now=at(17, days=1)) is None


def test_many_members_cost_no_more_reads(
    asked: Cast, django_assert_max_num_queries: Any, settings: Any
) -> None:
    """Whoever may not be told is found without a query of their own."""
    plan(asked, at(8, days=1))
    for serial in range(20):
        person = Person.objects.create(
            name=f"Người {serial}", source="roster", contact_phone=f"+8491{serial:07d}"
        )
        since = today() - dt.timedelta(days=9)
        join(person=person, unit=asked.team, category="team_member", since=since, by=None)
        consent.withdraw(person=person, purpose=consent.MESSAGES, by=None, method="test")
    with django_assert_max_num_queries(18):
        assert remind_of_classes(at(17)) == 1
