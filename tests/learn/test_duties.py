"""What somebody is asked to learn: from every membership, each course once, until it is passed."""

import datetime as dt

import pytest

from courses.models import CourseFamily
from learn.duties import duties_of
from teams.assign import assign
from tests.cast import SINCE, Cast, assemble

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
