"""Classes in the village: who may hold them, how people come onto the list, what it is worth."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from certificates import queries as register
from certificates.evidence import void
from certificates.models import Evidence
from people.models import AuditEntry
from people.refusal import Refusal
from people.registry import add_person, join
from teams import classes
from teams.classes.attending import persons_with_phone
from teams.classes.holding import NewClass
from teams.classes.listing import lines, state_of
from teams.models import Attendance, ClassSession, ClassTurn
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble()


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Expect a refusal with this code."""
    with pytest.raises(Refusal) as found:
        yield
    assert found.value.code == code


def opened(cast: Cast, by: str = "lan", unit: object = None, **given: object) -> ClassSession:
    """Open a class that began an hour ago."""
    now = timezone.now()
    new = NewClass(
        id=given.pop("id", None) or uuid.uuid4(),
        unit_id=(unit or cast.team).pk,
        topic="Cài VNeID",
        place="Nhà văn hoá ấp 3",
        starts_at=given.pop("starts_at", now - dt.timedelta(hours=1)),
    )
    return classes.open_class(new=new, by=cast.users[by], at=now)


def mark(cast: Cast, session: ClassSession, *who: str, how: str = "list") -> int:
    persons = [cast.persons[name] for name in who]
    return classes.mark(
        session=session, persons=persons, how=how, by=cast.users["lan"], at=timezone.now()
    )


def close(cast: Cast, session: ClassSession) -> int:
    return classes.close_class(session=session, by=cast.users["lan"], at=timezone.now())


def reopen(cast: Cast, session: ClassSession, reason: str = "nhầm tên") -> None:
    classes.reopen_class(session=session, reason=reason, by=cast.users["lan"], at=timezone.now())


def test_the_same_form_twice_opens_one_class(cast: Cast):
    key = uuid.uuid4()
    assert opened(cast, id=key) == opened(cast, id=key)
    with refused("id_taken"):
        opened(cast, by="hoa", unit=cast.next_team, id=key)
    assert ClassSession.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "own", "other"),
    [
        ("lan", True, False),
        ("hoa", False, True),
        ("tam", True, False),
        ("dung", True, True),
        ("trang", True, True),
        ("minh", False, False),
        ("quy", False, False),
    ],
)
def test_who_may_open_a_class_for_whom(cast: Cast, who: str, own: bool, other: bool):
    user = cast.users[who]
    assert classes.may_open_for(user, cast.team.pk) is own
    assert classes.may_open_for(user, cast.next_team.pk) is other
    assert not classes.may_open_for(user, cast.department.pk)


@pytest.mark.parametrize(("days", "code"), [(-8, "too_old"), (-6, ""), (89, ""), (91, "too_early")])
def test_a_class_is_entered_near_its_day(cast: Cast, days: int, code: str):
    at = timezone.now() + dt.timedelta(days=days)
    if code:
        with refused(code):
            opened(cast, starts_at=at)
    else:
        assert opened(cast, starts_at=at).starts_at == at


def test_marking_twice_by_different_means_is_one_attendance(cast: Cast):
    session = opened(cast)
    assert mark(cast, session, "minh", "binh") == 2
    assert mark(cast, session, "minh", how="qr") == 0
    assert [one.name for one in classes.attendees(session)] == ["Đặng Thanh Bình", "Trần Văn Minh"]
    assert Attendance.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(
            session=session,
            person=cast.persons["minh"],
            number=1,
            is_present=True,
            how="qr",
            by=cast.users["lan"],
        )


def test_whoever_holds_the_class_isnt_on_its_list(cast: Cast):
    with refused("own_class"):
        mark(cast, opened(cast), "minh", "lan")
    assert not Attendance.objects.exists()


def test_corrections_are_kept_and_logged(cast: Cast):
    session = opened(cast)
    mark(cast, session, "minh")
    minh, lan = cast.persons["minh"], cast.users["lan"]
    assert classes.take_off(session=session, person=minh, by=lan, at=timezone.now())
    assert not classes.take_off(session=session, person=minh, by=lan, at=timezone.now())
    assert classes.attendees(session) == []
    assert mark(cast, session, "minh") == 1
    rows = Attendance.objects.order_by("number").values_list("is_present", flat=True)
    assert list(rows) == [True, False, True]
    assert AuditEntry.objects.filter(code="teams.attendance_corrected", person=minh).count() == 1


def test_a_closed_class_is_evidence_that_never_makes_anybody_trained(cast: Cast):
    session = opened(cast)
    mark(cast, session, "minh", "tam")
    assert close(cast, session) == close(cast, session) == 2
    found = Evidence.objects.filter(source="attendance")
    assert set(found.values_list("person", "grade")) == {
        (cast.persons["minh"].pk, 1),
        (cast.persons["tam"].pk, 1),
    }
    day = timezone.localdate()
    for floor in (0, 1, 2):
        assert not register.persons_trained(day, grade_floor=floor).exists()


def test_the_database_refuses_a_better_grade_for_attendance(cast: Cast):
    session = opened(cast)
    mark(cast, session, "minh")
    close(cast, session)
    row = Evidence.objects.get()
    row.pk, row.grade, row.source_ref = uuid.uuid4(), 2, "class:forged"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_correcting_a_closed_list_voids_and_renews_evidence(cast: Cast):
    session = opened(cast)
    mark(cast, session, "minh", "binh")
    close(cast, session)
    with refused("closed"):
        mark(cast, session, "tam")
    reopen(cast, session)
    classes.take_off(
        session=session, person=cast.persons["binh"], by=cast.users["lan"], at=timezone.now()
    )
    close(cast, session)
    assert standing(session) == {cast.persons["minh"].pk: 1}
    reopen(cast, session)
    mark(cast, session, "binh")
    close(cast, session)
    assert standing(session) == {cast.persons["minh"].pk: 1, cast.persons["binh"].pk: 3}
    assert state_of(session).round == 3
    assert list(ClassTurn.objects.values_list("number", flat=True).order_by("number")) == [
        1, 2, 3, 4, 5,
    ]  # fmt: skip


def standing(session: ClassSession) -> dict[int, int]:
    """Return the round of the standing evidence by person."""
    rows = register.evidence_from("attendance", f"class:{session.pk}:")
    return {
        row.person_id: int(row.source_ref.rsplit(":", 1)[1])
        for row in rows
        if not hasattr(row, "void")
    }


def test_evidence_voided_by_others_isnt_brought_back_by_closing_again(cast: Cast):
    session = opened(cast)
    mark(cast, session, "minh")
    close(cast, session)
    void(evidence=Evidence.objects.get(), on=timezone.localdate(), reason="fraud", by=None)
    reopen(cast, session)
    close(cast, session)
    assert standing(session) == {}


def test_closing_needs_somebody_a_begun_class_and_corrections_a_reason(cast: Cast):
    session = opened(cast)
    with refused("nobody"):
        close(cast, session)
    later = opened(cast, starts_at=timezone.now() + dt.timedelta(days=1))
    mark(cast, later, "minh")
    with refused("not_begun"):
        close(cast, later)
    mark(cast, session, "minh")
    close(cast, session)
    with refused("no_reason"):
        reopen(cast, session, " ")
    with (
        time_machine.travel(timezone.now() + dt.timedelta(days=31)),
        refused("too_late"),
    ):
        reopen(cast, session)
    with refused("was_closed"):
        classes.call_off(session=session, reason="mưa", by=cast.users["lan"], at=timezone.now())


def test_a_class_that_wasnt_held_leaves_no_evidence(cast: Cast):
    session = opened(cast)
    mark(cast, session, "minh")
    for _ in range(2):
        classes.call_off(session=session, reason="mưa", by=cast.users["lan"], at=timezone.now())
    assert state_of(session).kind == "called_off"
    with refused("called_off"):
        close(cast, session)
    assert not Evidence.objects.exists()


def test_a_list_of_classes_costs_two_queries_more_than_the_classes(
    cast: Cast, django_assert_num_queries
):
    for _ in range(3):
        mark(cast, opened(cast), "minh", "binh")
    rows = list(classes.classes_of(cast.team.pk))
    with django_assert_num_queries(2):
        assert [line.present for line in lines(rows)] == [2, 2, 2]


def test_somebody_is_found_by_the_rosters_or_a_proved_number_only(cast: Cast):
    minh = cast.persons["minh"]
    assert persons_with_phone(minh.contact_phone) == [minh]
    user = cast.users["binh"]
    user.phone, user.phone_verified = "+84909123456", False
    user.save()
    assert persons_with_phone("+84909123456") == []


def test_a_brother_on_the_same_phone_is_asked_about_not_guessed(cast: Cast):
    session = opened(cast)
    phone = cast.persons["minh"].contact_phone
    brother = add_person(
        name="Trần Văn Tuấn", birth_year=1990, contact_phone=phone, source="roster", by=None
    )
    lan = cast.client("lan")
    address = reverse("class_add", args=[session.pk])
    answer = lan.post(address, {"phone": phone})
    assert answer.status_code == 200
    assert [person for person, _shown in answer.context["choices"]] == [
        cast.persons["minh"],
        brother,
    ]
    assert "Trần V. Tuấn" in answer.content.decode()
    assert not Attendance.objects.exists()
    lan.post(address, {"phone": phone, "person": brother.pk})
    assert [one.name for one in classes.attendees(session)] == ["Trần Văn Tuấn"]
    # A person's id alone, with somebody else's number, marks nobody.
    other = lan.post(address, {"phone": "0909 999 999", "person": cast.persons["tam"].pk})
    assert other.status_code == 422
    assert len(classes.attendees(session)) == 1


def test_a_trainer_sees_who_attends_the_own_class_and_never_the_roster(cast: Cast):
    session = opened(cast, by="trang")
    mark(cast, session, "binh")
    trang = cast.client("trang")
    page = trang.get(reverse("class_session", args=[session.pk]))
    body = page.content.decode()
    assert "Đặng Thanh Bình" in body
    assert "Trần Văn Minh" not in body
    roll = {"person": cast.persons["minh"].pk}
    assert trang.post(reverse("class_roll", args=[session.pk]), roll).status_code == 403
    # A class of the same team that somebody else holds is closed to trainers.
    assert trang.get(reverse("class_session", args=[opened(cast).pk])).status_code == 403
    assert trang.get(reverse("team_classes", args=[cast.team.pk])).status_code == 403


def test_a_trainers_sight_ends_with_the_role(cast: Cast):
    from people.models import RoleGrant

    session = opened(cast, by="trang")
    grants = RoleGrant.objects.filter(person=cast.persons["trang"])
    grants.update(valid_to=timezone.localdate())
    answer = cast.client("trang").get(reverse("class_session", args=[session.pk]))
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("who", "status"),
    [("lan", 200), ("tam", 200), ("dung", 200), ("hoa", 403), ("minh", 403), ("binh", 403)],
)
def test_the_neighbours_leader_is_refused_everywhere(cast: Cast, who: str, status: int):
    session = opened(cast)
    found = cast.client(who)
    for name in ("class_session", "class_code"):
        assert found.get(reverse(name, args=[session.pk])).status_code == status
    if status == 403:
        for name in ("class_roll", "class_add", "class_remove", "class_turn"):
            assert found.post(reverse(name, args=[session.pk])).status_code == 403
    assert found.get(reverse("class_session", args=[uuid.uuid4()])).status_code == 403


def test_a_leader_opens_ticks_and_closes_in_the_browser(cast: Cast):
    lan = cast.client("lan")
    page = reverse("team_classes", args=[cast.team.pk])
    assert lan.get(page).status_code == 200
    sent = {"id": uuid.uuid4(), "topic": " ", "place": "Nhà ông Sáu", "starts_at": "2026-13-01"}
    assert lan.post(page, sent).status_code == 422
    began = timezone.localtime() - dt.timedelta(minutes=5)
    sent |= {"topic": "Quét mã QR", "starts_at": began.strftime("%Y-%m-%dT%H:%M")}
    answer = lan.post(page, sent)
    session = ClassSession.objects.get()
    address = reverse("class_session", args=[session.pk])
    assert answer.url == lan.post(page, sent).url == address
    minh = {"person": cast.persons["minh"].pk}
    # Somebody who isn't on the roster can't be ticked, whatever is sent.
    lan.post(
        reverse("class_roll", args=[session.pk]),
        {"person": [cast.persons["minh"].pk, cast.persons["binh"].pk]},
    )
    assert len(classes.attendees(session)) == 1
    lan.post(reverse("class_remove", args=[session.pk]), minh)
    lan.post(reverse("class_add", args=[session.pk]), {"phone": "0901 000 010"})
    turn = reverse("class_turn", args=[session.pk])
    lan.post(turn, {"viec": "ket-thuc"})
    assert state_of(session).kind == "closed"
    assert "Close" not in lan.get(address).content.decode()
    lan.post(turn, {"viec": "mo-lai", "reason": "nhầm người"})
    assert state_of(session).is_open


def test_a_member_who_joined_after_is_still_on_the_roster_today(cast: Cast):
    session = opened(cast)
    join(
        person=cast.persons["binh"],
        unit=cast.team,
        category="team_member",
        since=timezone.localdate(),
        by=None,
    )
    names = [person.name for person in classes.roster(session, timezone.localdate())]
    assert names == ["Đặng Thanh Bình", "Nguyễn Thị Lan", "Trần Văn Minh"]


def test_time_alone_attests_nobody(cast: Cast):
    """Invariant 21: a class that is over says nothing of who wasn't marked, nor by itself of anybody."""
    session = opened(cast)
    mark(cast, session, "binh")
    with time_machine.travel(timezone.now() + dt.timedelta(days=60)):
        assert state_of(session).is_open
        assert not Evidence.objects.filter(source="attendance").exists()
        close(cast, session)
    found = Evidence.objects.filter(source="attendance")
    assert [row.person for row in found] == [cast.persons["binh"]]
