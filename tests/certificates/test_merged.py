"""What a person was awarded under another record counts for them, once."""

import pytest
from django.utils import timezone

from certificates.evidence import NewEvidence, record
from certificates.queries import awards_of, persons_trained
from certificates.register import NewAward, issue
from courses.models import CourseFamily
from people.dated import today
from people.queries import persons
from people.registry import add_person, join
from people.registry.merging import merge, unmerge
from tests.cast import SINCE, assemble


@pytest.mark.django_db
def test_an_award_of_a_merged_record_is_the_persons() -> None:
    """And is the other's alone again when they are parted."""
    cast = assemble()
    minh = cast.persons["minh"]
    twin = add_person(name="Trần Văn Minh", source="roster", by=None)
    join(person=twin, unit=cast.trang_bom, category="trader", since=SINCE, by=None)
    family = CourseFamily.objects.create(slug="mot-khoa", title="Một khoá")
    day = timezone.localdate()
    evidence = record(NewEvidence(twin.pk, family.pk, "course", "test:1", 2, day))
    award = issue(NewAward.for_evidence(evidence, rule_version=1))
    for floor in (1, 2):
        assert set(persons().filter(pk__in=persons_trained(today(), grade_floor=floor))) == {twin}
    done = merge(keep=minh, twin=twin, by=cast.users["tam"])
    assert list(awards_of(minh)) == [award]
    page = f"/vi/chung-nhan/{award.pk}/"
    assert [cast.client(who).get(page).status_code for who in ("minh", "tam", "hoa")] == [
        200,
        200,
        403,
    ]
    for floor in (1, 2):
        assert set(persons().filter(pk__in=persons_trained(today(), grade_floor=floor))) == {minh}
    unmerge(merge=done, by=cast.users["tam"])
    assert list(awards_of(minh)) == []
