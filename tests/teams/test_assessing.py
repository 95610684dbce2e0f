"""The right to assess, what may be attested, and what it is worth."""

import datetime as dt
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from certificates.evidence import void
from certificates.models import Evidence
from people.models import Person, User
from people.refusal import Refusal
from people.registry import join
from teams import assessing
from teams.assessing import NewCheck, NewObservation, Rule, standing, standing_of_user
from teams.assessing.drift import Seen, drift
from teams.assessing.rubrics import rubrics
from teams.assessing.standing import Facts
from teams.models import AssessorCheck, Observation, ObservationAnswer
from tests.cast import Cast, assemble
from tests.teams.assessors import TASK, certify, family, make_assessor, marks, watched

DAY = dt.date(2026, 11, 20)
RULE = Rule(1, dt.date(2025, 7, 1), ("x",), 2, 12, "thử")
SEEN = ((1, dt.date(2026, 1, 10)), (2, dt.date(2026, 6, 1)))
WHOLE = Facts((None,), SEEN, frozenset({7}))


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refusal) as found:
        yield
    assert found.value.code == code


def observed(cast: Cast, learner: str = "minh", by: str = "lan", **given: object) -> Observation:
    new = NewObservation(
        id=given.pop("id", None) or uuid.uuid4(),
        learner=cast.persons[learner],
        task=given.pop("task", TASK),
        marks=given.pop("marks", None) or marks(),
        identity=given.pop("identity", ""),
    )
    return assessing.observe(new=new, by=cast.users[by], at=timezone.now())


def confirmed(cast: Cast, row: Observation, by: str = "minh", is_confirmed: bool = True):
    return assessing.answer_observation(
        observation=row,
        is_confirmed=is_confirmed,
        how="account",
        by=cast.users[by],
        at=timezone.now(),
    )


def test_the_right_is_there_when_every_condition_is():
    found = standing(WHOLE, RULE, DAY)
    assert found.is_assessor
    assert found.missing == ()
    assert found.until == dt.date(2027, 1, 10)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (Facts((), SEEN, frozenset({7})), ["course"]),
        (Facts((DAY,), SEEN, frozenset({7})), ["course"]),
        (Facts((None,), SEEN[:1], frozenset({7})), ["watched"]),
        (Facts((None,), (SEEN[0], SEEN[0]), frozenset({7})), ["watched"]),
        (Facts((None,), ((1, dt.date(2025, 11, 20)), SEEN[1]), frozenset({7})), ["watched"]),
        (Facts((None,), SEEN, frozenset()), ["territory"]),
        (Facts(), ["course", "watched", "territory"]),
    ],
)
def test_each_missing_condition_is_named(facts: Facts, missing: list[str]):
    found = standing(facts, RULE, DAY)
    assert not found.is_assessor
    assert [one.code for one in found.missing] == missing
    assert found.until is None


def test_the_right_lapses_at_midnight_of_its_last_day():
    last = dt.date(2027, 1, 9)
    assert standing(WHOLE, RULE, last).is_assessor
    assert not standing(WHOLE, RULE, last + dt.timedelta(days=1)).is_assessor
    ending = Facts((dt.date(2026, 12, 1),), SEEN, frozenset({7}))
    assert standing(ending, RULE, DAY).until == dt.date(2026, 12, 1)


def test_the_right_comes_by_itself_and_goes_by_itself(cast: Cast):
    assert not standing_of_user(cast.users["lan"]).is_assessor
    certify(cast, "lan")
    watched(cast, "lan", 3)
    assert [one.code for one in standing_of_user(cast.users["lan"]).missing] == ["watched"]
    watched(cast, "lan", 2)
    found = standing_of_user(cast.users["lan"])
    assert found.is_assessor
    assert found.commune_ids == {cast.trang_bom.pk}
    void(
        evidence=Evidence.objects.get(person=cast.persons["lan"]),
        on=timezone.localdate(),
        reason="fraud",
        by=None,
    )
    assert [one.code for one in standing_of_user(cast.users["lan"]).missing] == ["course"]


def test_reading_the_right_costs_a_fixed_number_of_queries(
    cast: Cast, django_assert_max_num_queries
):
    make_assessor(cast)
    standing_of_user(cast.users["lan"])
    with django_assert_max_num_queries(4):
        assert standing_of_user(cast.users["lan"]).is_assessor


def test_what_was_done_alone_and_confirmed_is_evidence_of_grade_three(cast: Cast):
    make_assessor(cast)
    row = observed(cast)
    assert not Evidence.objects.filter(person=cast.persons["minh"]).exists()
    assert confirmed(cast, row) == confirmed(cast, row, is_confirmed=False)
    found = Evidence.objects.get(person=cast.persons["minh"])
    assert (found.source, found.grade, found.family) == ("observed", 3, family())
    assert found.source_ref == f"observation:{row.pk}:1"


def test_a_supervised_sitting_with_a_paper_seen_is_grade_four(cast: Cast):
    make_assessor(cast)
    confirmed(cast, observed(cast, identity="id_card"))
    found = Evidence.objects.get(person=cast.persons["minh"])
    assert (found.source, found.grade) == ("supervised", 4)
    assert "id_card" not in str(found.data)


@pytest.mark.parametrize("given", [{"qr": "hint"}, {"mat_may": "not_yet"}])
def test_help_is_never_counted_as_unaided(cast: Cast, given: dict):
    make_assessor(cast)
    confirmed(cast, observed(cast, marks=marks(**given)))
    assert ObservationAnswer.objects.get().is_confirmed
    assert not Evidence.objects.filter(person=cast.persons["minh"]).exists()


def test_what_the_learner_denies_counts_for_nothing(cast: Cast):
    make_assessor(cast)
    row = observed(cast)
    confirmed(cast, row, is_confirmed=False)
    confirmed(cast, row)
    assert not Evidence.objects.filter(person=cast.persons["minh"]).exists()


def test_only_the_learner_confirms_on_an_account(cast: Cast):
    make_assessor(cast)
    row = observed(cast)
    for who in ("lan", "tam", "binh"):
        with refused("not_yours"):
            confirmed(cast, row, by=who)
    with refused("not_yours"):
        assessing.answer_observation(
            observation=row,
            is_confirmed=True,
            how="phone",
            by=cast.users["minh"],
            at=timezone.now(),
        )


def test_without_the_right_nothing_is_attested(cast: Cast):
    certify(cast, "lan")
    with refused("not_assessor"):
        observed(cast)
    watched(cast, "lan", 3, 2)
    mine = User.objects.filter(pk=cast.users["lan"].pk)
    mine.update(link=User.Link.DECLARED)
    cast.users["lan"] = mine.get()
    with refused("not_assessor"):
        observed(cast)


def test_past_observations_stay_when_the_right_is_gone(cast: Cast):
    make_assessor(cast)
    row = observed(cast)
    with time_machine.travel(timezone.now() + dt.timedelta(days=400)):
        with refused("not_assessor"):
            observed(cast)
        confirmed(cast, row)
    assert Evidence.objects.filter(source="observed").count() == 1


def test_nobody_assesses_themselves_or_the_household(cast: Cast):
    make_assessor(cast)
    with refused("self"):
        observed(cast, learner="lan")
    Person.objects.filter(pk=cast.persons["minh"].pk).update(
        contact_phone=cast.persons["lan"].contact_phone
    )
    with refused("household"):
        observed(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.create(
            learner=cast.persons["lan"],
            assessor=cast.persons["lan"],
            unit=cast.trang_bom,
            task=TASK,
            rubric_version=1,
            marks={},
            on=timezone.localdate(),
            by=cast.users["lan"],
        )


def test_two_people_dont_vouch_for_each_other(cast: Cast):
    for who in ("lan", "minh"):
        make_assessor(cast, who)
    observed(cast)
    with refused("reciprocal"):
        observed(cast, learner="lan", by="minh")
    new = NewCheck(uuid.uuid4(), cast.persons["lan"], is_good=True)
    with refused("reciprocal"):
        assessing.watch(new=new, by=cast.users["minh"], at=timezone.now())


def test_who_made_the_assessor_isnt_assessed_by_them(cast: Cast):
    certify(cast, "lan")
    watched(cast, "lan", 3, 2, by="minh")
    with refused("reciprocal"):
        observed(cast)


def test_the_right_holds_in_the_own_commune_only(cast: Cast):
    make_assessor(cast)
    with refused("outside"):
        observed(cast, learner="hoa")
    # A citizen on no roster belongs nowhere, so they may be assessed where they are.
    assert observed(cast, learner="binh").unit == cast.trang_bom


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"task": "khong-co"}, "no_such_task"),
        ({"marks": {"mo": "alone"}}, "incomplete"),
        ({"marks": marks(qr="tuyet")}, "incomplete"),
        ({"identity": "ho-chieu"}, "incomplete"),
    ],
)
def test_half_an_observation_isnt_kept(cast: Cast, given: dict, code: str):
    make_assessor(cast)
    with refused(code):
        observed(cast, **given)
    assert not Observation.objects.exists()


def test_the_same_form_twice_is_one_observation(cast: Cast):
    make_assessor(cast)
    key = uuid.uuid4()
    assert observed(cast, id=key) == observed(cast, id=key)
    with refused("id_taken"):
        observed(cast, learner="binh", id=key)


def test_watching_is_for_assessors_and_trainers_of_the_place(cast: Cast):
    new = NewCheck(uuid.uuid4(), cast.persons["lan"], is_good=True)
    for who in ("minh", "tam", "hoa", "dung"):
        with refused("not_assessor"):
            assessing.watch(new=new, by=cast.users[who], at=timezone.now())
    make_assessor(cast, "hoa")
    with refused("outside"):
        assessing.watch(new=new, by=cast.users["hoa"], at=timezone.now())
    trainer = {"by": cast.users["trang"], "at": timezone.now()}
    first = assessing.watch(new=new, **trainer)
    again = NewCheck(uuid.uuid4(), cast.persons["lan"], is_good=True)
    assert assessing.watch(new=again, **trainer) == first
    with refused("no_words"):
        assessing.watch(new=NewCheck(uuid.uuid4(), cast.persons["minh"], is_good=False), **trainer)
    assert AssessorCheck.objects.filter(candidate=cast.persons["lan"]).count() == 1


def test_ready_is_who_passed_and_wasnt_seen_yet(cast: Cast, django_assert_num_queries):
    make_assessor(cast)
    certify(cast, "minh")
    asked = [cast.persons[who].pk for who in ("minh", "binh")]
    with django_assert_num_queries(2):
        found = assessing.ready_for_check(asked, timezone.localdate())
    assert found == {cast.persons["minh"].pk: family().pk}
    confirmed(cast, observed(cast))
    assert assessing.ready_for_check(asked, timezone.localdate()) == {}


def test_colleagues_are_those_who_may_assess_in_the_commune(cast: Cast, django_assert_num_queries):
    make_assessor(cast)
    make_assessor(cast, "hoa")
    certify(cast, "minh")
    watched(cast, "minh", 3)
    with django_assert_num_queries(3):
        found = assessing.assessors_in({cast.trang_bom.pk}, timezone.localdate())
    assert [name for _pk, name in found] == ["Nguyễn Thị Lan"]
    later = timezone.localdate() + dt.timedelta(days=400)
    assert assessing.assessors_in({cast.trang_bom.pk}, later) == []
    assert assessing.assessors_in(frozenset(), timezone.localdate()) == []


def test_every_rubric_has_five_lines_of_their_own():
    for rubric in rubrics():
        assert len({line.code for line in rubric.lines}) == len(rubric.lines) == 5
        assert {"vi", "en", "fr"} <= set(rubric.titles)


def seen(assessor: int, learner: int, minute: int, alone: int = 5, word: bool | None = True):
    at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minute)
    return Seen(assessor, learner, at, alone, 5, word)


def test_drift_compares_each_with_all_others():
    rows = [seen(1, n, 200 * n) for n in range(10)]
    rows += [seen(2, 100 + n, 200 * n, alone=2) for n in range(10)]
    first, second = sorted(drift(rows), key=lambda line: line.assessor_id)
    assert (first.percent, first.others_percent, first.flags) == (100, 40, ("apart",))
    assert (second.percent, second.others_percent) == (40, 100)
    assert first.lines + first.others_lines == 100


def test_drift_names_bursts_pairs_and_denials_and_leaves_few_alone():
    rows = [seen(1, 5, 10 * n) for n in range(6)] + [seen(1, n, 3000 * n) for n in (1, 2, 3)]
    rows += [seen(3, 9, 0, alone=0, word=False)]
    found = {line.assessor_id: line for line in drift(rows)}
    assert found[1].flags == ("apart", "pair", "burst")
    assert (found[1].burst, found[1].learners) == (6, 4)
    assert found[3].flags == ("denied",)
    assert found[3].observations == 1


def test_one_assessor_alone_is_compared_with_nobody():
    (line,) = drift([seen(1, n, 100 * n) for n in range(9)])
    assert (line.others_percent, line.flags) == (None, ())


@pytest.mark.django_db(transaction=True)
def test_two_words_at_once_are_one_and_one_piece_of_evidence() -> None:
    cast = assemble()
    make_assessor(cast)
    join(
        person=cast.persons["binh"],
        unit=cast.team,
        category="team_member",
        since=timezone.localdate(),
        by=None,
    )
    row, start = observed(cast, learner="binh"), threading.Barrier(2)

    def say() -> None:
        try:
            start.wait()
            confirmed(cast, row, by="binh")
        finally:
            connection.close()

    threads = [threading.Thread(target=say) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ObservationAnswer.objects.count() == 1
    assert Evidence.objects.filter(source="observed").count() == 1
