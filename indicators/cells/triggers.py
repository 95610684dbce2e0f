"""Triggers that mark persons whose history changed, whoever changes it and however many at once."""

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# Table, when, and the expressions that give the ids of the persons. Where a row names evidence or
# an award, its person is looked up.
_NEW_PERSON = ("NEW.person_id",)
_BOTH_RECORDS = ("NEW.id", "OLD.merged_into_id", "NEW.merged_into_id")
_SOURCES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("people.Membership", "INSERT", _NEW_PERSON),
    ("people.Membership", "UPDATE", _NEW_PERSON),
    ("people.Person", "UPDATE OF merged_into_id, birth_year, birth_date", _BOTH_RECORDS),
    ("certificates.Evidence", "INSERT", _NEW_PERSON),
    (
        "certificates.EvidenceVoid",
        "INSERT",
        ("(SELECT person_id FROM certificates_evidence WHERE id = NEW.evidence_id)",),
    ),
    ("certificates.Award", "INSERT", _NEW_PERSON),
    (
        "certificates.AwardEvent",
        "INSERT",
        ("(SELECT person_id FROM certificates_award WHERE id = NEW.award_id)",),
    ),
)


def install_after_migrate(*, using: str, **_kwargs: object) -> None:
    """Lay the triggers once all tables exist (a ``post_migrate`` receiver)."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    wanted = {apps.get_model(label)._meta.db_table for label, _when, _who in _SOURCES}
    if wanted | {"indicators_mark"} <= present:
        install(connection)


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers on ``connection``, replacing older ones."""
    with connection.cursor() as cursor:
        for label, when, persons in _SOURCES:
            table = apps.get_model(label)._meta.db_table
            name = f"{table}_marks_{when.split()[0].lower()}"
            for statement in _statements(connection.vendor, name, table, when, persons):
                cursor.execute(statement)


def _statements(
    vendor: str, name: str, table: str, when: str, persons: tuple[str, ...]
) -> list[str]:
    # The names and expressions are those above; nothing comes from outside.
    inserts = " ".join(
        f"INSERT INTO indicators_mark (person_ref) SELECT {one} WHERE {one} IS NOT NULL;"
        for one in persons
    )
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ "
            f"BEGIN {inserts} RETURN NULL; END $$ LANGUAGE plpgsql",
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} AFTER {when} ON {table} FOR EACH ROW BEGIN {inserts} END",
    ]
