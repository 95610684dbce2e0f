"""A group on one device: names as buttons, a turn each, nobody outside the class."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Assistance, Attempt
from people.models import AuditEntry
from teams.models import ClassSession
from tests.cast import Cast, assemble
from tests.courses.builder import TinyCourse, tiny_course
from tests.teams.test_classes import close, mark, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def course() -> TinyCourse:
    return tiny_course()


@pytest.fixture
def session(cast: Cast) -> ClassSession:
    found = opened(cast)
    mark(cast, found, "minh", "binh")
    return found


def place(session: ClassSession, course: TinyCourse, *person: int, name: str = "class_group_turn"):
    return reverse(
        name, args=[session.pk, course.slug, course.lesson_keys[0], course.quiz_id, *person]
    )


def answers(course: TinyCourse) -> dict[str, str]:
    """Return a form with two of three answers right."""
    steps = course.quiz_key("q3")["right"]
    return {
        "asked-q1": "1",
        "answer-q1": course.quiz_key("q1")["right"][0],
        "asked-q2": "1",
        "answer-q2": "false",
        "asked-q3": "1",
        **{f"place-q3-{name}": str(n) for n, name in enumerate(steps, 1)},
    }


def test_a_turn_is_recorded_once_under_the_name_with_who_helped(
    cast: Cast, session: ClassSession, course: TinyCourse
):
    lan, binh = cast.client("lan"), cast.persons["binh"]
    names = place(session, course, name="class_group_names")
    assert "Đặng Thanh Bình" in lan.get(names).content.decode()
    turn = place(session, course, binh.pk)
    page = lan.get(turn).content.decode()
    key = re.search(r'name="id" value="([^"]+)"', page).group(1)
    sent = [lan.post(turn, {"id": key, "cach": "read", **answers(course)}) for _ in range(2)]
    assert sent[0].url == sent[1].url == f"{turn}?luot={key}"
    row = Assistance.objects.get()
    assert row.attempt.enrolment.person == binh
    assert (row.assisted_by, row.how) == (cast.persons["lan"], "read")
    assert lan.get(sent[0].url).context["exercise"].right == 2
    (done,) = lan.get(names).context["answered"]
    assert (done["one"].person_id, done["score"].right, done["score"].total) == (binh.pk, 2, 3)
    assert AuditEntry.objects.filter(code="teams.helped_result", person=binh).exists()


def test_a_question_left_open_is_said_and_nothing_typed_is_lost(
    cast: Cast, session: ClassSession, course: TinyCourse
):
    turn = place(session, course, cast.persons["binh"].pk)
    sent = {name: value for name, value in answers(course).items() if name != "answer-q1"}
    answer = cast.client("lan").post(turn, {"id": uuid.uuid4(), **sent})
    assert answer.status_code == 422
    assert 'value="false" checked' in answer.content.decode()
    assert not Attempt.objects.exists()


def test_only_who_is_on_the_list_has_a_turn(cast: Cast, session: ClassSession, course: TinyCourse):
    lan = cast.client("lan")
    assert lan.get(place(session, course, cast.persons["tam"].pk)).status_code == 404
    other = reverse(
        "class_group_names", args=[session.pk, course.slug, uuid.uuid4(), course.quiz_id]
    )
    assert lan.get(other).status_code == 404


def test_a_closed_class_records_nothing_more(cast: Cast, session: ClassSession, course: TinyCourse):
    close(cast, session)
    turn = place(session, course, cast.persons["binh"].pk)
    answer = cast.client("lan").post(turn, {"id": uuid.uuid4(), **answers(course)})
    assert answer.url == turn
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("who", ["hoa", "minh", "binh"])
def test_the_neighbours_leader_and_members_are_refused(
    cast: Cast, session: ClassSession, course: TinyCourse, who: str
):
    found = cast.client(who)
    assert found.get(reverse("class_group", args=[session.pk])).status_code == 403
    turn = place(session, course, cast.persons["binh"].pk)
    assert found.post(turn, {"id": uuid.uuid4(), **answers(course)}).status_code == 403


def test_another_class_sees_nothing_of_this_ones_results(
    cast: Cast, session: ClassSession, course: TinyCourse
):
    lan, binh = cast.client("lan"), cast.persons["binh"]
    key = uuid.uuid4()
    lan.post(place(session, course, binh.pk), {"id": key, **answers(course)})
    later = opened(cast)
    mark(cast, later, "binh")
    page = lan.get(f"{place(later, course, binh.pk)}?luot={key}")
    assert page.context["is_fresh"]
    assert page.context["exercise"].right == 0


def test_names_cost_the_same_whatever_their_number(
    cast: Cast, session: ClassSession, course: TinyCourse, django_assert_max_num_queries
):
    lan = cast.client("lan")
    names = place(session, course, name="class_group_names")
    lan.get(names)
    mark(cast, session, "tam", "dung", "hoa")
    with django_assert_max_num_queries(12):
        assert lan.get(names).status_code == 200


def test_without_a_course_of_its_own_the_class_chooses_one(
    cast: Cast, session: ClassSession, course: TinyCourse
):
    lan, address = cast.client("lan"), reverse("class_group", args=[session.pk])
    assert f"?khoa={course.slug}" in lan.get(address).content.decode()
    chosen = lan.get(f"{address}?khoa={course.slug}").content.decode()
    assert place(session, course, name="class_group_names") in chosen
    assert timezone.now() >= session.starts_at
