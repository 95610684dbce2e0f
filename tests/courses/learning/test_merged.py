"""What was learnt under a record that was merged is the person's own: seen, gone on with."""

import pytest

from courses.learning import enrol
from courses.learning.reading import enrolment_for, own_enrolment
from courses.queries import enrolments_of, standing
from people.models import Person
from people.registry import add_person, join
from people.registry.merging import merge, unmerge
from tests.cast import SINCE, assemble
from tests.courses.builder import TinyCourse


@pytest.mark.django_db
def test_learning_of_a_merged_record_is_found_through_the_name(course: TinyCourse) -> None:
    """And is the other's alone again when they are parted."""
    cast = assemble()
    minh, family = cast.persons["minh"], course.family
    twin = add_person(name="Trần Văn Minh", source="roster", by=None)
    join(person=twin, unit=cast.trang_bom, category="trader", since=SINCE, by=None)
    held = enrol(person=twin, family=family, reason="self", by=None)

    def found(person: Person) -> tuple[bool, bool, bool, bool]:
        state = standing([person.pk], [family.pk])[person.pk, family.pk]
        return (
            enrolments_of(person) == [held],
            enrolment_for(person.pk, family.slug) == held,
            own_enrolment(person.pk, held.pk) == held,
            state.active_at is not None,
        )

    assert found(twin) == (True,) * 4
    assert found(minh) == (False,) * 4
    done = merge(keep=minh, twin=twin, by=cast.users["tam"])
    assert found(minh) == (True,) * 4
    unmerge(merge=done, by=cast.users["tam"])
    assert found(minh) == (False,) * 4
