"""A course, a holder and the cast for the tests of certificates."""

import datetime as dt

import pytest
from django.test import Client

from certificates.evidence import NewEvidence, record
from certificates.models import Award, Evidence
from certificates.register import NewAward, issue
from courses.models import CourseFamily
from people.models import Person
from tests.cast import Cast, assemble

DAY = dt.date(2026, 9, 30)


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path) -> None:
    """Keep documents in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def family(db) -> CourseFamily:
    """A course taught here."""
    return make_family()


@pytest.fixture
def holder(db) -> Person:
    """Somebody in no unit."""
    return make_person("Đặng Thị Ngọc Ưu")


@pytest.fixture
def award(family, holder) -> Award:
    """A certificate in force."""
    return make_award(holder, family)


@pytest.fixture
def cast(db) -> Cast:
    """The named cast."""
    return assemble()


@pytest.fixture
def visitor() -> Client:
    """Somebody who hasn't signed in."""
    return Client()


def make_family(slug: str = "vneid", **kwargs: object) -> CourseFamily:
    """Return a new course."""
    return CourseFamily.objects.create(slug=slug, title="Làm quen với VNeID", **kwargs)


def make_person(name: str, **kwargs: object) -> Person:
    """Return a new person."""
    return Person.objects.create(name=name, source=Person.Source.SELF, **kwargs)


def make_evidence(person: Person, family: CourseFamily, ref: str = "1", **kwargs) -> Evidence:
    """Return evidence of a passed course."""
    fields = {"source": "course", "grade": 2, "on": DAY, **kwargs}
    return record(
        NewEvidence(
            person_id=person.pk, family_id=family.pk, source_ref=f"completion:{ref}", **fields
        )
    )


def make_award(person: Person, family: CourseFamily, ref: str = "1", **kwargs) -> Award:
    """Return a new award on new evidence."""
    evidence = make_evidence(person, family, ref)
    fields = {"rule_version": 1, "valid_from": evidence.on, **kwargs}
    return issue(NewAward(evidence=evidence, **fields))
