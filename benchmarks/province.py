"""Measure indicators in a whole province on PostgreSQL: pages, changes, all anew.

    python -m benchmarks.province                    a tenth: 450,000 persons, 120,000 evidence
    python -m benchmarks.province --whole            4.5 million persons, 1.2 million evidence

100 communes with 20 hamlets and 20 teams each, 24 months. The database stays between runs, what the
measures change is undone. Ratios are to one GROUP BY person over the same memberships and awards, read
to its end; milliseconds are medians.
"""

import argparse
import sys
import time

from benchmarks import rosters
from benchmarks.counts import DAY, seconds

WHOLE, EVIDENCE = 4_500_000, 1_200_000
COMMUNES, PLACES = 100, 20
DATABASE = "hocso_bench_province"
CODES = ("officials-trained", "team-members-trained", "people-trained-by-course")
CHANGES, MANY = 200, 2_000


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--whole", action="store_true", help="4.5 million persons")
    parser.add_argument("--persons", type=int, default=0)
    options, _others = parser.parse_known_args()
    size = options.persons or (WHOLE if options.whole else WHOLE // 10)
    database = f"{DATABASE}_{size}"
    rosters.begin("province", postgresql=True, database=database, prepare=lay)
    print(f"\nA province on PostgreSQL: {size:,} persons, {size * EVIDENCE // WHOLE:,} evidence")
    for act, given in ((fill, [size]), (count_anew, []), (read, []), (change, [])):
        said, memory = rosters.alone(act, *given)
        for name, value in said.items():
            print(f"  {name:52} {value}", flush=True)
        print(f"  {'most memory of this process':52} {memory:,.0f} MB", flush=True)
    if options.whole:
        print(f"The database {database} stays; drop it when it is no longer needed.")
    return 0


def lay() -> float:
    """Lay the tables and the units, once."""
    from django.core.management import call_command

    from people.dated import EARLIEST
    from people.models import UnitState
    from people.units import tree
    from people.units.bulk import NewUnit, add_units

    call_command("migrate", verbosity=0)
    if UnitState.objects.filter(code="75").exists():
        return 0.0
    top = add_units([NewUnit("province", "Thành phố Đo Thử", "75", [(None, EARLIEST, None)])])[0]
    under = [(top, EARLIEST, None)]
    communes = add_units(
        [NewUnit("commune", f"Phường Số {one}", f"P{one:03}", under) for one in range(COMMUNES)]
    )
    add_units(
        [
            NewUnit(kind, f"{word} {one}, Số {place}", f"{code}{place:03}-{one}",
                    [(commune, EARLIEST, None)])
            for place, commune in enumerate(communes)
            for one in range(1, PLACES + 1)
            for kind, word, code in (("hamlet", "Ấp", "H"), ("community_team", "Tổ", "T"))
        ]
    )  # fmt: skip
    tree.rebuild()
    return 0.0


def fill(size: int) -> dict[str, str]:
    """Add the persons, their memberships, evidence and awards."""
    from django.db import connection, transaction

    from courses.models import CourseFamily
    from indicators.definitions import load_definitions
    from people.models import Person

    if Person.objects.exists():
        return {"filled before": "yes"}
    load_definitions()
    own, other = (
        CourseFamily.objects.get_or_create(slug=f"do-{origin}", title="Đo", origin=origin)[0]
        for origin in ("own", "platform")
    )
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        # No triggers: the stored counts are made from all of it afterwards.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in _statements(size, own.pk, other.pk):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"filled": f"{time.perf_counter() - began:.0f} s"}


def count_anew() -> dict[str, str]:
    """Return what making all stored counts anew takes."""
    from indicators import cells

    grouped = seconds(_group_by, times=3)
    began = time.perf_counter()
    counted = cells.rebuild()
    anew = time.perf_counter() - began
    return {
        "one GROUP BY person": f"{grouped:.1f} s",
        "all stored counts anew": f"{anew:.0f} s, x{anew / grouped:.1f}; {counted:,} persons add",
    }


def _statements(size: int, own: int, other: int) -> list[str]:
    """Return the statements that fill the tables; chance is a product of the row's number."""
    evident = size * EVIDENCE // WHOLE
    day = f"DATE '{DAY}' - (n * 7919::bigint % 720)::int"
    person = (
        "INSERT INTO people_person (id, name, name_folded, name_sort, birth_year, sex, ethnicity, "
        "contact_phone, staff_code, national_id_digest, source, is_synthetic, recorded_at) "
        "SELECT n, 'Nguyễn Văn Đo', 'nguyen van do', 'do van nguyen', 1940 + n % 70, "
        "CASE n % 2 WHEN 0 THEN 'f' ELSE 'm' END, '', '', '', '', 'roster', true, now() "
        f"FROM generate_series(1, {size}) n"
    )
    found = [person, f"SELECT setval('people_person_id_seq', {size})"]
    for category, kind, count in (
        ("citizen", "hamlet", size),
        ("team_member", "community_team", 12_906),
        ("official", "commune", 30_000),
        ("pupil", "hamlet", size // 8),
        ("teacher", "commune", size // 120),
    ):
        found.append(
            "INSERT INTO people_membership (valid_from, recorded_at, category, position, title, "
            "is_primary, source, person_id, unit_id) "
            f"SELECT {day}, now(), '{category}', 'member', '', true, 'bench', n, "
            f"places.ids[1 + n % cardinality(places.ids)] FROM generate_series(1, {min(size, count)}) n, "
            f"(SELECT array_agg(unit_id) ids FROM people_unitstate WHERE kind = '{kind}') places"
        )
    found.append(
        'INSERT INTO certificates_evidence (id, source, source_ref, grade, "on", data, recorded_at, '
        "family_id, person_id) "
        f"SELECT md5('e' || n)::uuid, CASE n % 3 WHEN 0 THEN 'platform' ELSE 'course' END, 'bench:' || n, "
        f"CASE n % 3 WHEN 0 THEN 1 ELSE 2 END, {day}, '{{}}', now(), "
        f"CASE n % 3 WHEN 0 THEN {other} ELSE {own} END, n FROM generate_series(1, {evident}) n"
    )
    found.append(
        "INSERT INTO certificates_award (id, rule_version, valid_from, valid_until, grade, number, "
        "check_code, facts, issued_at, is_synthetic, evidence_id, family_id, person_id) "
        "SELECT md5('a' || n)::uuid, 1, "
        f"{day}, CASE n % 2 WHEN 0 THEN {day} + 730 END, 2, 'B-' || n, 'B' || n, '{{}}', now(), true, "
        f"md5('e' || n)::uuid, {own}, n FROM generate_series(1, {evident}) n WHERE n % 3 > 0"
    )
    return found


def read() -> dict[str, str]:
    """Return what numbers, tables and the page take, and numbers counted from the history."""
    from django.core.cache import cache
    from django.db import transaction

    from indicators import queries
    from indicators.definitions import definition_on
    from indicators.measure import measure
    from indicators.measure.count import counted_by_unit

    found = {}
    grouped = seconds(_group_by, times=3)
    for code in CODES:
        definition = definition_on(code, DAY)
        told = seconds(lambda one=definition: measure(one, DAY), times=9)
        counted = seconds(lambda one=definition: counted_by_unit(one, DAY))
        found[f"{code}: told"] = f"{told * 1000:.0f} ms"
        found[f"{code}: counted from history"] = f"{counted:.1f} s, x{counted / grouped:.2f}"
    cache.clear()
    table = seconds(lambda: queries.public_table(CODES[1], DAY))
    found["public table of an indicator, first time"] = f"{table * 1000:.0f} ms"
    with transaction.atomic():
        found["page of an indicator"] = f"{_page() * 1000:.0f} ms"
        transaction.set_rollback(True)
    return found


def change() -> dict[str, str]:
    """Return how many changes a second the stored counts follow."""
    from django.db import transaction

    with transaction.atomic():
        found = {
            "changes followed, one by one": f"{CHANGES / seconds(_change):,.0f}/s",
            "changes followed, many at once": f"{MANY / seconds(_change_many):,.0f}/s",
        }
        transaction.set_rollback(True)
    return found


def _page() -> float:
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.test.utils import setup_test_environment

    from people.models import UnitState
    from people.registry import add_person, grant_role, link_account
    from tests.cast import sign_in

    setup_test_environment()
    top = UnitState.objects.select_related("unit").get(code="75").unit
    user = get_user_model().objects.create_user(username="bench", phone="+84900000001")
    person = add_person(name="Cán bộ đo", source="roster", by=None)
    link_account(user=user, person=person, by=None, confirmed=True)
    grant_role(person=person, role="province_staff", unit=top, since=DAY, by=None)
    client = Client()
    sign_in(client, user, second_factor=True)
    address = f"/vi/chi-tieu/{CODES[1]}/?on={DAY}"

    def look() -> None:
        if client.get(address).status_code != 200:
            raise AssertionError(address)

    look()
    return seconds(look, times=9)


def _change() -> None:
    """Void evidence one at a time, and let the counts follow each."""
    _void(CHANGES, 0, each=True)


def _change_many() -> None:
    """Void much evidence, and let the counts follow at once."""
    _void(MANY, CHANGES, each=False)


def _void(count: int, offset: int, *, each: bool) -> None:
    from certificates.models import Evidence, EvidenceVoid
    from indicators import cells

    rows = Evidence.objects.filter(person__lte=30_000).order_by("person")[offset : offset + count]
    for evidence in rows:
        EvidenceVoid.objects.create(evidence=evidence, on=DAY, reason="bench")
        if each:
            cells.settle()
    cells.settle()


def _group_by() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.person_id, count(a.id), min(m.valid_from), max(a.valid_from) "
            "FROM people_membership m LEFT JOIN certificates_award a ON a.person_id = m.person_id "
            "GROUP BY m.person_id"
        )
        while cursor.fetchmany(10_000):
            pass


if __name__ == "__main__":
    sys.exit(main())
