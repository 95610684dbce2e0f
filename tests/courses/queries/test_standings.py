"""Standings: one state each, in a constant number of queries; the catalogue finds without marks."""

from collections import Counter

import pytest

from courses.learning import enrol, finish_lesson, visit
from courses.queries import catalogue, course, enrolments_of, families, standing
from tests.courses.builder import edition, tiny_course
from tests.courses.conftest import make_learner, take_quiz, take_test


def test_everybody_has_exactly_one_state(course, now):
    """E2 1."""
    learners = [make_learner(f"Người {n}") for n in range(5)]
    family = course.family
    for learner in learners[1:]:
        enrol(person=learner.person, family=family, reason="roster", by=None, at=now)
    doing = enrol(person=learners[2].person, family=family, reason="roster", by=None, at=now)
    visit(doing, course.lesson_keys[0], now)
    done = enrol(person=learners[3].person, family=family, reason="roster", by=None, at=now)
    take_quiz(course, done, now)
    take_test(course, done, now)
    for key in course.lesson_keys:
        finish_lesson(enrolment=done, page_key=key, at=now)
    found = standing([learner.person_id for learner in learners], [family.pk])
    assert Counter(one.state for one in found.values()) == {"todo": 3, "doing": 1, "done": 1}
    assert found[learners[3].person_id, family.pk].percent == 100
    assert found[learners[0].person_id, family.pk].lessons_total == 2


def test_standings_take_two_queries_whatever_the_number(course, now, django_assert_num_queries):
    ids = [make_learner(f"Người {n}").person_id for n in range(10)]
    with django_assert_num_queries(2):
        standing(ids, [course.family.pk])


def test_enrolments_come_with_course_place_and_completion(
    course, enrolment, lan, now, django_assert_num_queries
):
    visit(enrolment, course.lesson_keys[0], now)
    with django_assert_num_queries(1):
        (found,) = enrolments_of(lan.person)
        assert found.run.family == course.family
        assert found.place.page_key == course.lesson_keys[0]
        assert not hasattr(found, "completion")


def test_the_newest_edition_is_shown_in_order(course_of, now):
    found = course("khoa-nho", "vi")
    assert [lesson.number for lesson in found.lessons] == [1, 2]
    assert found.lesson("bai-2").title == "Bài hai"
    edition(course_of.family, "Tên mới", number=2)
    assert course("khoa-nho", "en").title == "Tên mới"
    assert course("khong-co", "vi") is None


@pytest.fixture
def course_of(db):
    return tiny_course()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("bao mat", ["Khoá nhỏ về bảo mật"]),
        ("BẢO MẬT", ["Khoá nhỏ về bảo mật"]),
        ("d", ["Đi chợ số", "Khoá nhỏ về bảo mật"]),
        ("đ", ["Đi chợ số", "Khoá nhỏ về bảo mật"]),
        ("di cho", ["Đi chợ số"]),
        ("otp", ["Khoá nhỏ về bảo mật", "Đi chợ số"]),
        ("zzz", []),
        ("", ["Khoá nhỏ về bảo mật", "Đi chợ số"]),
    ],
)
def test_searching_needs_no_marks(course_of, asked, found):
    tiny_course("di-cho", "Đi chợ số")
    assert [card.title for card in catalogue("vi", asked)] == found


def test_what_is_typed_with_its_marks_comes_first(course_of):
    tiny_course("ban-do", "Bản đồ số")
    tiny_course("ban-do-2", "Bán đồ cũ")
    assert [card.title for card in catalogue("vi", "bán đồ")] == ["Bán đồ cũ", "Bản đồ số"]


def test_the_catalogue_shows_only_newest_editions(course_of, django_assert_num_queries):
    edition(course_of.family, "Bản hai", number=2)
    with django_assert_num_queries(2):
        assert [card.title for card in catalogue("vi")] == ["Bản hai"]
    with django_assert_num_queries(1):
        assert [card.title for card in catalogue("vi")] == ["Bản hai"]
    edition(course_of.family, "Bản ba", number=3)
    assert [card.title for card in catalogue("vi")] == ["Bản ba"]
    assert families(["khoa-nho"]).count() == 1
