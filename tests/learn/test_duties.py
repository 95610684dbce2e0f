"""What somebody is asked to learn: from every membership, each course once, until it is passed."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import CourseFamily
from learn.duties import duties_of
from teams.assign import assign
from teams.board import board
from tests.cast import SINCE, Cast, assemble
from tests.certificates.recognition.desk import applied, decided, line, source_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 9, 30)


@pytest.fixture
def cast() -> Cast:
    """Return the named cast."""
    return assemble()


@pytest.fixture
def family(cast: Cast) -> CourseFamily:
    """Return a course that the commune's team members are asked to take."""
    row = CourseFamily.objects.create(slug="mot-khoa", title="Một khoá")
    assign(
        family=row,
        unit=cast.trang_bom,
        category="team_member",
        since=SINCE,
        due_on=dt.date(2026, 12, 31),
    )
    return row


def test_asked_through_the_unit_above(cast: Cast, family: CourseFamily) -> None:
    """The commune's assignment holds for its team, not for the next commune's."""
    assert [duty.required.slug for duty in duties_of(cast.persons["minh"], DAY)] == ["mot-khoa"]
    assert duties_of(cast.persons["hoa"], DAY) == []
    assert duties_of(cast.persons["binh"], DAY) == []


def test_the_earlier_day_binds_and_passes(cast: Cast, family: CourseFamily) -> None:
    """Asked twice is one duty; after its day it is late, on the day it isn't yet."""
    earlier = dt.date(2026, 9, 15)
    assign(family=family, unit=cast.team, category="team_member", since=SINCE, due_on=earlier)
    (duty,) = duties_of(cast.persons["minh"], DAY)
    assert (duty.required.due_on, duty.is_late) == (earlier, True)
    (before,) = duties_of(cast.persons["minh"], earlier)
    assert before.is_late is False


def test_no_duty_before_it_was_given(cast: Cast, family: CourseFamily) -> None:
    """Assignments are dated."""
    assert duties_of(cast.persons["minh"], SINCE - dt.timedelta(days=1)) == []


def test_a_course_elsewhere_that_is_worth_ours_is_enough(cast: Cast, family: CourseFamily) -> None:
    """By a decision that says so; other courses elsewhere change nothing that is asked."""
    source = source_of(cast)
    other = decided(source, cast, course="Khoá khác")
    decided(source, cast, counts_as=family)
    applied(cast, source, [line(cast, "minh", course=other.course)])
    assert len(duties_of(cast.persons["minh"], DAY)) == 1
    assert len(duties_of(cast.persons["lan"], DAY)) == 1
    applied(cast, source, [line(cast, "minh")])
    assert duties_of(cast.persons["minh"], DAY) == []
    assert len(duties_of(cast.persons["lan"], DAY)) == 1
    states = {row.person_id: row.state for row in board(cast.team.pk, DAY, timezone.now()).rows}
    assert states[cast.persons["minh"].pk] == "done"
