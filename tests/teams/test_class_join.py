"""The code of a class: fresh for ninety seconds by the server's clock, and nobody's by itself."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from teams import classes
from teams.classes import class_token, is_fresh
from teams.models import Attendance, ClassSession
from tests.cast import Cast, assemble, sign_in
from tests.teams.test_classes import close, mark, opened

NOON = dt.datetime(2026, 11, 20, 12, 0, 0, tzinfo=dt.UTC)
KEY = uuid.UUID(int=7)


@pytest.mark.parametrize(
    ("seconds", "fresh"),
    [(-31, False), (-1, True), (0, True), (89, True), (90, False), (900, False)],
)
def test_a_sign_holds_for_ninety_seconds(seconds: int, fresh: bool):
    token = class_token(KEY, NOON)
    assert is_fresh(KEY, token, NOON + dt.timedelta(seconds=seconds)) is fresh


def test_a_sign_changes_and_is_of_one_class_only():
    later = NOON + dt.timedelta(seconds=30)
    assert class_token(KEY, NOON) == class_token(KEY, NOON + dt.timedelta(seconds=29))
    assert class_token(KEY, NOON) != class_token(KEY, later)
    assert not is_fresh(uuid.UUID(int=8), class_token(KEY, NOON), NOON)
    assert not is_fresh(KEY, "", NOON)


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture
def session(cast: Cast) -> ClassSession:
    return opened(cast)


def address(session: ClassSession, at: dt.datetime | None = None) -> str:
    return reverse("class_join", args=[session.pk, class_token(session.pk, at or timezone.now())])


def present(session: ClassSession) -> list[str]:
    return [one.name for one in classes.attendees(session)]


def test_looking_marks_nobody_and_saying_yes_twice_marks_once(cast: Cast, session: ClassSession):
    minh, path = cast.client("minh"), address(session)
    assert "Trần Văn Minh" in minh.get(path).content.decode()
    assert present(session) == []
    for _ in range(2):
        assert minh.post(path).status_code == 200
    assert present(session) == ["Trần Văn Minh"]
    assert Attendance.objects.get().how == "qr"


def test_an_old_picture_of_the_code_is_worth_nothing(cast: Cast, session: ClassSession):
    path = address(session, timezone.now() - dt.timedelta(minutes=3))
    minh = cast.client("minh")
    assert minh.get(path).status_code == minh.post(path).status_code == 410
    assert present(session) == []


def test_who_scanned_in_time_may_sign_in_first(cast: Cast, session: ClassSession):
    now = timezone.now()
    path, phone = address(session, now), Client()
    with time_machine.travel(now, tick=False):
        answer = phone.get(path)
        assert answer.status_code == 302
        assert "/tai-khoan/login/" in answer.url
    with time_machine.travel(now + dt.timedelta(minutes=6), tick=False):
        scanned = dict(phone.session.items())
        sign_in(phone, cast.users["minh"])
        kept = phone.session
        kept.update({key: scanned[key] for key in ("class-scanned",)})
        kept.save()
        assert phone.post(path).status_code == 200
        # Another phone can't use the same address any more.
        assert cast.client("binh").post(path).status_code == 410
    with time_machine.travel(now + dt.timedelta(minutes=16), tick=False):
        assert phone.get(path).status_code == 410


def test_a_closed_class_takes_nobody_more(cast: Cast, session: ClassSession):
    mark(cast, session, "minh")
    close(cast, session)
    assert cast.client("binh").post(address(session)).status_code == 409
    assert present(session) == ["Trần Văn Minh"]


def test_an_unknown_class_says_no_more_than_an_old_code(cast: Cast):
    path = reverse("class_join", args=[uuid.uuid4(), "0" * 16])
    assert cast.client("minh").get(path).status_code == 410


def test_the_page_of_the_code_renews_itself_and_is_kept_nowhere(cast: Cast, session: ClassSession):
    path = reverse("class_code", args=[session.pk])
    found = cast.client("lan")
    answer = found.get(path)
    assert "no-store" in answer["Cache-Control"]
    assert '<noscript><meta http-equiv="refresh"' in answer.content.decode()
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=31)):
        assert found.get(path).context["qr"] != answer.context["qr"]
