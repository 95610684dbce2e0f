"""The database refuses to change or delete what is append-only, on both databases."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from people.append_only import guarded_models
from people.models import AuditEntry, Unit, UnitState


def test_what_must_never_change_is_guarded() -> None:
    """Evidence, awards, attempts, editions and the audit are in the list."""
    names = {model._meta.label for model in guarded_models()}
    assert {
        "certificates.Evidence",
        "certificates.Award",
        "certificates.AwardEvent",
        "certificates.Document",
        "courses.Attempt",
        "courses.Response",
        "courses.Result",
        "courses.Completion",
        "courses.Edition",
        "courses.EditionPage",
        "courses.EditionItem",
        "people.AuditEntry",
        "people.Consent",
        "people.Membership",
        "people.UnitState",
    } <= names


@pytest.mark.django_db
def test_every_guarded_table_has_its_triggers() -> None:
    """Two triggers a table."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        triggers = {row[0] for row in cursor.fetchall()}
    wanted = {
        f"{model._meta.db_table}_no_{act}"
        for model in guarded_models()
        for act in ("update", "delete")
    }
    assert wanted - triggers == set()


@pytest.mark.django_db
def test_an_audit_entry_can_be_neither_changed_nor_deleted() -> None:
    """Not by save, not in bulk, not by raw SQL."""
    entry = AuditEntry.objects.create(code="test.done")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(code="test.undone")
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM people_auditentry")
    assert AuditEntry.objects.get().code == "test.done"


@pytest.mark.django_db
def test_a_dated_row_can_be_closed_once() -> None:
    """``recorded_until`` goes from nothing to an instant and stays."""
    state = UnitState.objects.create(
        unit=Unit.objects.create(), kind="commune", name="Xã Thử", valid_from="2025-07-01"
    )
    UnitState.objects.filter(pk=state.pk).update(recorded_until=timezone.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        UnitState.objects.filter(pk=state.pk).update(recorded_until=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        UnitState.objects.filter(pk=state.pk).update(name="Xã Khác")
