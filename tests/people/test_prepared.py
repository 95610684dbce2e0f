"""A prepared read is the same read: other values, the same rows, one query."""

import datetime as dt
import uuid

import pytest
from django.db.models import CharField, DateField

from people.models import Membership, Person, User
from people.prepared import Prepared, Slot
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db

by_pk = Prepared(lambda: User.objects.filter(pk=Slot("pk", User._meta.pk)).select_related("person"))


@pytest.fixture
def cast() -> Cast:
    """Return the named cast."""
    return assemble()


def test_it_returns_what_the_queryset_returns(cast: Cast, django_assert_num_queries) -> None:
    """Objects with what they are joined to, each time for other values."""
    for account in User.objects.select_related("person"):
        with django_assert_num_queries(1):
            found = by_pk.first(pk=account.pk)
            assert found == account
            assert found.person == account.person
    assert by_pk.first(pk=0) is None


def test_an_account_without_a_person_has_none(cast: Cast, django_assert_num_queries) -> None:
    """A joined row that isn't there is None, without asking again."""
    bare = User.objects.create(username=uuid.uuid4().hex[:20])
    with django_assert_num_queries(1):
        assert by_pk.first(pk=bare.pk).person is None


def test_days_and_texts_are_made_ready_for_the_database(cast: Cast) -> None:
    """By the field, as in any other condition."""
    read = Prepared(
        lambda: (
            Membership.objects.filter(
                category=Slot("category", CharField()), valid_from__lte=Slot("day", DateField())
            )
            .order_by("pk")
            .values_list("person_id", "valid_from")
        )
    )
    for category in ("official", "team_member"):
        for day in (dt.date(2000, 1, 1), dt.date(2100, 1, 1)):
            plain = Membership.objects.filter(category=category, valid_from__lte=day)
            wanted = plain.order_by("pk").values_list("person_id", "valid_from")
            assert read.all(category=category, day=day) == list(wanted)


def test_what_is_written_in_between_is_seen(cast: Cast) -> None:
    """The SQL is kept, never an answer."""
    named = Prepared(lambda: Person.objects.filter(name=Slot("name", CharField())))
    assert named.first(name="Phan Thị Mới") is None
    made = Person.objects.create(name="Phan Thị Mới", source=Person.Source.SELF)
    assert named.all(name="Phan Thị Mới") == [made]
