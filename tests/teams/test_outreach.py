"""Visits: two taps, one row; citizens by pseudonym; bursts are held; totals are sums of parts."""

import uuid

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from people.dated import today
from people.models import Message
from teams import outreach
from teams.models import Visit, VisitCode
from teams.outreach.confirming import check_code, record_call, sample, state_of
from tests.cast import Cast, assemble
from tests.teams.refusals import refused

PHONE = "+84912345678"


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


def log(cast: Cast, who: str = "lan", phone: str = "", **given: object) -> Visit:
    said = {"topic": "vneid", "mode": "home", "outcome": "alone", "id": uuid.uuid4(), **given}
    team = said.pop("team", cast.team)
    handle = outreach.handle_of_phone(phone)
    new = outreach.NewVisit(team_id=team.pk, handle=handle, **said)
    return outreach.log_visit(new=new, by=cast.users[who], at=timezone.now())


def sums(cast: Cast) -> outreach.Sums:
    return outreach.sums_of(outreach.month_rows([cast.team.pk], today().replace(day=1)))


@pytest.mark.parametrize("who", ["lan", "minh"])
def test_a_visit_is_two_taps_and_a_double_send_is_one_row(cast: Cast, who: str):
    client, url = cast.client(who), reverse("team_outreach", args=[cast.team.pk])
    assert client.get(url).status_code == 200
    page = client.get(url, {"viec": "vneid", "mode": "hall", "hamlet": ""})
    sent = {
        "id": page.context["form"]["id"].value(),
        "topic": "vneid",
        "mode": "hall",
        "outcome": "helped",
        "phone": "0912 345 678",
    }
    for _ in range(2):
        assert client.post(url, sent).status_code == 302
    row = Visit.objects.get()
    assert (row.topic, row.mode, row.outcome, row.by) == (
        "vneid",
        "hall",
        "helped",
        cast.users[who],
    )
    assert row.handle == outreach.handle_of_phone(PHONE)
    assert "912345678" not in str(row.__dict__)
    assert not Message.objects.exists()
    # The next one begins where this one was.
    again = client.get(url, {"viec": "khac"}).context["form"]
    assert again["mode"].value() == "hall"


@pytest.mark.parametrize(
    ("who", "status"), [("hoa", 403), ("binh", 403), ("trang", 403), ("tam", 200), ("dung", 200)]
)
def test_others_stay_outside_and_officers_see_sums_only(cast: Cast, who: str, status: int):
    visit = log(cast)
    url = reverse("team_outreach", args=[cast.team.pk])
    answer = cast.client(who).get(url)
    assert answer.status_code == status
    if status == 200:
        assert answer.context["rows"] == []
        assert answer.context["sums"].visits == 1
        assert not answer.context["may_write"]
    with refused("not_yours"):
        log(cast, who)
    one = reverse("outreach_visit", args=[cast.team.pk, visit.pk])
    assert cast.client(who).get(one).status_code == (404 if status == 200 else 403)


def test_a_member_sees_the_own_visits_and_the_leader_all(cast: Cast):
    lans, minhs = log(cast, "lan"), log(cast, "minh")
    seen = outreach.visits_seen
    assert set(seen(cast.users["minh"], cast.team.pk)) == {minhs}
    assert set(seen(cast.users["lan"], cast.team.pk)) == {lans, minhs}
    assert not seen(cast.users["hoa"], cast.team.pk).exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"topic": "gone"}, "no_such_topic"),
        ({"mode": "moon"}, "no_such_mode"),
        ({"outcome": "happy"}, "no_such_outcome"),
        ({"hamlet_id": 1}, "no_such_hamlet"),
        ({"present": 1}, "wrong_group"),
        ({"present": 5, "phone": PHONE}, "wrong_group"),
        ({"phone": "+84901000001"}, "own_help"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, given: dict, code: str):
    with refused(code):
        log(cast, **given)
    assert not Visit.objects.exists()


def test_a_handle_is_keyed_and_the_same_whichever_way_it_is_written(cast: Cast, settings):
    one = outreach.handle_of_name("Lê Văn  Đức", 1950, 7)
    assert one == outreach.handle_of_name("le van duc", 1950, 7)
    assert one != outreach.handle_of_name("le van duc", 1951, 7)
    before = outreach.handle_of_phone(PHONE)
    settings.MATCHING_KEY = "another key of the province"
    assert outreach.handle_of_phone(PHONE) != before


def test_totals_are_sums_of_parts_and_repeats_add_no_citizen(cast: Cast):
    for phone in (PHONE, PHONE, "+84912345679", ""):
        log(cast, "minh", phone, outcome="helped")
    log(cast, present=40, mode="hall")
    found = sums(cast)
    assert (found.distinct, found.repeats, found.nameless, found.groups) == (2, 1, 1, 1)
    assert (found.visits, found.present, found.unconfirmed) == (5, 40, 5)
    for parts in (found.topics, found.outcomes, found.modes):
        assert sum(parts.values()) == found.visits


def test_sum_over_teams_is_the_communes(cast: Cast, django_assert_num_queries):
    log(cast, phone=PHONE)
    log(cast, "hoa", PHONE, team=cast.next_team)
    rows = outreach.month_rows([cast.team.pk, cast.next_team.pk], today().replace(day=1))
    with django_assert_num_queries(1):
        by_team = outreach.sums_by_team(rows)
    both = outreach.sums_of(rows)
    assert sum(one.visits for one in by_team.values()) == both.visits == 2
    # One citizen, whom two teams helped.
    assert both.distinct == 1


def test_a_burst_is_held_until_the_officer_lets_it_count(cast: Cast):
    for _ in range(60):
        log(cast, "minh")
    found = sums(cast)
    assert (found.visits, found.held) == (12, 48)
    held = outreach.waiting({cast.team.pk}).first()
    for who in ("lan", "hoa", "dung"):
        with refused("not_yours"):
            outreach.rule(visit=held, counts=True, reason="x", by=cast.users[who])
    with refused("no_reason"):
        outreach.rule(visit=held, counts=True, reason=" ", by=cast.users["tam"])
    url = reverse("rule_visit", args=[cast.trang_bom.pk])
    sent = {"visit": str(held.pk), "viec": "tinh", "reason": "Họp ấp"}
    tam = cast.client("tam")
    for _ in range(2):
        assert tam.post(url, sent).status_code == 302
    assert (sums(cast).visits, sums(cast).held) == (13, 47)
    assert tam.get(reverse("commune_outreach", args=[cast.trang_bom.pk])).status_code == 200


def test_a_meeting_is_no_burst_and_many_times_the_same_citizen_is(cast: Cast):
    for _ in range(14):
        log(cast, present=30)
    assert sums(cast).held == 0
    for _ in range(5):
        log(cast, phone=PHONE)
    assert sums(cast).held == 2


def test_a_correction_replaces_and_what_was_held_stays_held(cast: Cast):
    row = log(cast, "minh", PHONE)
    new = outreach.NewVisit(uuid.uuid4(), cast.team.pk, "khac", "home", "not_yet")
    at, key = timezone.now(), uuid.uuid4()
    said = {"visit": row, "new": new, "at": at, "key": key}
    with refused("not_yours"):
        outreach.correct_visit(by=cast.users["hoa"], **said)
    for _ in range(2):
        after = outreach.correct_visit(by=cast.users["lan"], **said)
    assert (after.pk, after.at, sums(cast).outcomes) == (key, row.at, {"not_yet": 1})
    with refused("was_corrected"):
        outreach.correct_visit(visit=row, new=None, by=cast.users["lan"], at=at, key=uuid.uuid4())
    outreach.correct_visit(visit=after, new=None, by=cast.users["lan"], at=at, key=uuid.uuid4())
    assert sums(cast).visits == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        Visit.objects.filter(pk=row.pk).update(outcome="not_yet")


def test_a_code_confirms_once_and_guessing_ends(cast: Cast):
    client, url = cast.client("minh"), reverse("team_outreach", args=[cast.team.pk])
    sent = {"topic": "vneid", "mode": "home", "outcome": "alone", "phone": PHONE, "agrees": "on"}
    for key in (uuid.uuid4(), uuid.uuid4()):
        assert client.post(url, {**sent, "id": str(key)}).status_code == 302
    first, second = Visit.objects.order_by("recorded_at", "pk")
    minh = cast.users["minh"]
    code = Message.objects.filter(purpose="visit_code").order_by("created_at").first().body[:6]
    right = first if VisitCode.objects.get(visit=first) else second
    assert state_of(right).waits_for_code
    one = reverse("outreach_visit", args=[cast.team.pk, first.pk])
    client.post(one, {"viec": "ma", "ma": code})
    assert state_of(first).answer == "yes"
    assert sums(cast).confirmed == 1
    for _ in range(5):
        with refused("wrong_code"):
            check_code(visit=second, code="x", by=minh)
    with refused("no_code"):
        check_code(visit=second, code="x", by=minh)


def test_the_commune_calls_a_sample_with_the_number_the_visit_was_written_with(cast: Cast):
    row = log(cast, phone=PHONE)
    log(cast)
    month = today().replace(day=1)
    assert sample({cast.team.pk}, month) == sample({cast.team.pk}, month) == [row]
    with refused("other_number"):
        record_call(visit=row, phone="+84912345670", answer="yes", by=cast.users["tam"])
    with refused("not_yours"):
        record_call(visit=row, phone=PHONE, answer="yes", by=cast.users["lan"])
    for answer in ("unreached", "no", "yes"):
        record_call(visit=row, phone=PHONE, answer=answer, by=cast.users["tam"])
    assert (sums(cast).denied, sums(cast).confirmed) == (1, 0)


def test_the_province_sees_how_far_it_reached(cast: Cast):
    log(cast, phone=PHONE)
    page = cast.client("dung").get(reverse("province_outreach"))
    assert (page.context["reach"].citizens, page.context["reach"].active) == (1, 1)
    other = reverse("rule_visit", args=[cast.xuan_loc.pk])
    assert cast.client("tam").post(other, {"visit": "x"}).status_code == 403
