"""The commune's side of help in the village: bursts at once, names behind a reach, households."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from people.dated import months_after, today
from people.models import AuditEntry, Unit
from people.units import tree
from people.units.bulk import NewUnit, add_units
from teams import classes, outreach
from teams.classes.holding import NewClass
from teams.models import HamletHouseholds, Visit
from teams.outreach.cascade import reach
from teams.outreach.households import coverage, hamlets_under, set_households
from teams.outreach.people import chain
from tests.cast import Cast, assemble
from tests.teams.refusals import refused

MONTH = today().replace(day=1)
SOURCE = "Sổ hộ của xã"


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody; each commune has two hamlets."""
    found = assemble()
    since = dt.date(2025, 7, 1)
    ids = add_units(
        [
            NewUnit("hamlet", f"Ấp {number}", f"H{number}", [(commune.pk, since, None)])
            for commune, numbers in ((found.trang_bom, (1, 2)), (found.xuan_loc, (3, 4)))
            for number in numbers
        ]
    )
    tree.rebuild()
    found.hamlets = list(Unit.objects.filter(pk__in=ids).order_by("pk"))
    return found


def log(cast: Cast, who: str = "minh", **given: object) -> Visit:
    said = {"id": uuid.uuid4(), "topic": "vneid", "mode": "home", "outcome": "alone", **given}
    phone, at = str(said.pop("phone", "")), said.pop("at", timezone.now())
    new = outreach.NewVisit(team_id=cast.team.pk, handle=outreach.handle_of_phone(phone), **said)
    return outreach.log_visit(new=new, by=cast.users[who], at=at)


def write(cast: Cast, numbers: dict[int, int], who: str = "tam", **given: object) -> int:
    said = {"source": SOURCE, "since": today(), **given}
    return set_households(commune_id=cast.trang_bom.pk, numbers=numbers, by=cast.users[who], **said)


def covered(cast: Cast, on: dt.date | None = None) -> dict[int, outreach.Coverage]:
    day = on or today()
    rows = coverage(hamlets_under(cast.trang_bom.pk, day), day)
    return {row.hamlet_id: row for row in rows}


def test_two_of_a_house_are_two_signs_and_the_share_never_passes_all(cast: Cast):
    first, second = (unit.pk for unit in cast.hamlets[:2])
    for phone in ("+84911000001", "+84911000001", "+84911000002"):
        log(cast, phone=phone, hamlet_id=first)
    log(cast, hamlet_id=first)  # nobody's sign: in no share
    log(cast, phone="+84911000003", hamlet_id=first, mode="hall")
    assert covered(cast)[first].percent is None
    write(cast, {first: 1, second: 40})
    found = covered(cast)
    assert (found[first].at_home, found[first].most_reached, found[first].percent) == (2, 1, 100)
    assert (found[second].at_home, found[second].percent) == (0, 0)
    assert found[first].source == SOURCE


def test_a_number_is_dated_and_an_equal_one_changes_nothing(cast: Cast):
    hamlet, day = cast.hamlets[0].pk, today()
    assert write(cast, {hamlet: 100}, since=day - dt.timedelta(days=40)) == 1
    assert write(cast, {hamlet: 100}) == 0
    assert write(cast, {hamlet: 120}, since=day - dt.timedelta(days=10)) == 1
    assert covered(cast, day)[hamlet].households == 120
    assert covered(cast, day - dt.timedelta(days=20))[hamlet].households == 100
    assert covered(cast, day - dt.timedelta(days=60))[hamlet].households is None
    with pytest.raises(DatabaseError), transaction.atomic():
        HamletHouseholds.objects.update(number=1)


@pytest.mark.parametrize(
    ("who", "given", "code"),
    [
        ("lan", {}, "not_yours"),
        ("dung", {}, "not_yours"),
        ("tam", {"number": 0}, "no_such_number"),
        ("tam", {"number": 20_001}, "no_such_number"),
        ("tam", {"hamlet": 2}, "no_such_hamlet"),
        ("tam", {"source": "  "}, "no_source"),
        ("tam", {"since": today() + dt.timedelta(days=1)}, "day_to_come"),
    ],
)
def test_a_wrong_number_leaves_all_as_it_was(cast: Cast, who: str, given: dict, code: str):
    said = dict(given)
    numbers = {cast.hamlets[1].pk: 30, cast.hamlets[said.pop("hamlet", 0)].pk: 30}
    numbers[cast.hamlets[0].pk] = said.pop("number", 30)
    with refused(code):
        write(cast, numbers, who, **said)
    assert not HamletHouseholds.objects.exists()


def test_the_page_keeps_what_was_typed_and_the_province_only_reads(cast: Cast):
    url, hamlet = reverse("households", args=[cast.trang_bom.pk]), cast.hamlets[0].pk
    client = cast.client("tam")
    wrong = client.post(url, {f"so_{hamlet}": "nhiều", "source": SOURCE, "since": "2020-01-01"})
    assert wrong.status_code == 422
    assert "nhiều" in wrong.content.decode()
    right = {f"so_{hamlet}": "55", "source": SOURCE, "since": today().isoformat()}
    assert client.post(url, right).status_code == 302
    assert covered(cast)[hamlet].households == 55
    page = cast.client("dung").get(url)
    assert page.status_code == 200
    assert not page.context["may_write"]
    cast.client("dung").post(url, right | {f"so_{hamlet}": "56"})
    assert covered(cast)[hamlet].households == 55


def test_a_burst_is_decided_at_once_or_not_at_all(cast: Cast):
    begin = timezone.now() - dt.timedelta(minutes=30)
    rows = [
        log(cast, phone=f"+84912{number:06d}", at=begin + dt.timedelta(seconds=number))
        for number in range(16)
    ]
    held = [row for row in rows if row.held]
    assert len(held) == 4
    client, url = cast.client("tam"), reverse("rule_visit", args=[cast.trang_bom.pk])
    groups = client.get(reverse("commune_outreach", args=[cast.trang_bom.pk])).context["bursts"]
    assert [len(group["lines"]) for group in groups] == [4]
    keys = [str(row.pk) for row in held]
    client.post(url, {"visit": keys, "viec": "tinh", "reason": " "})
    client.post(url, {"viec": "tinh", "reason": "Đã gọi"})
    assert outreach.waiting({cast.team.pk}).count() == 4
    # One of them isn't this commune's: none is decided.
    strange = [*keys, str(uuid.uuid4())]
    assert client.post(url, {"visit": strange, "viec": "tinh", "reason": "x"}).status_code == 404
    client.post(url, {"visit": keys[:3], "viec": "tinh", "reason": "Buổi ở nhà văn hoá, đã gọi"})
    assert list(outreach.waiting({cast.team.pk})) == held[3:]
    counted = outreach.sums_of(outreach.month_rows([cast.team.pk], begin.date().replace(day=1)))
    assert (counted.distinct, counted.held) == (15, 1)


def test_the_chain_names_who_taught_whom_and_its_parts_are_the_reach(
    cast: Cast, django_assert_num_queries
):
    lan, minh, now = cast.users["lan"], cast.persons["minh"], timezone.now()
    new = NewClass(uuid.uuid4(), cast.team.pk, "Cài VNeID", "Nhà văn hoá", now)
    session = classes.open_class(new=new, by=lan, at=now)
    attending = [minh, cast.persons["binh"]]
    classes.mark(session=session, persons=attending, how="list", by=lan, at=now)
    teams = {cast.team.pk: "Tổ 3"}
    assert chain(teams, MONTH, today()).teachers == ()
    assert reach(teams, MONTH, today()).teachers == 0
    classes.close_class(session=session, by=lan, at=now)
    for phone in ("+84913000001", "+84913000001", "+84913000002"):
        log(cast, phone=phone)
    with django_assert_num_queries(4):
        found = chain(teams, MONTH, today())
    (teacher,) = found.teachers
    assert (teacher.name, teacher.classes, teacher.people) == (cast.persons["lan"].name, 1, 2)
    assert [member.name for member in teacher.members] == [minh.name]
    (team,) = found.teams
    helped = {member.person_id: (member.visits, member.citizens) for member in team.members}
    assert helped == {minh.pk: (3, 2), cast.persons["lan"].pk: (0, 0)}
    whole = reach(teams, MONTH, today())
    assert whole.teachers == len(found.teachers)
    assert whole.active == sum(member.visits > 0 for member in team.members)
    assert whole.members == len(team.members)
    # A class that was opened again isn't held until it is closed.
    classes.reopen_class(session=session, reason="Ghi thiếu người", by=lan, at=now)
    assert chain(teams, MONTH, today()).teachers == ()
    assert reach(teams, MONTH, today()).teachers == 0


def test_names_stay_in_the_commune_and_the_look_is_written_down(cast: Cast):
    log(cast)
    url = reverse("commune_outreach_people", args=[cast.trang_bom.pk])
    page = cast.client("tam").get(url)
    assert cast.persons["minh"].name in page.content.decode()
    assert AuditEntry.objects.filter(code="teams.reach_names_seen").count() == 1
    other = reverse("commune_outreach_people", args=[cast.xuan_loc.pk])
    assert cast.client("tam").get(other).status_code == 403
    far = cast.client("dung").get(other, {"thang": f"{months_after(MONTH, -1):%Y-%m}"})
    assert cast.persons["minh"].name not in far.content.decode()
