"""Lists from elsewhere: taken in, recorded once, taken back as one."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates.models import Award, AwardEvent, Evidence, RecognitionRow
from certificates.queries import persons_trained, standing_awards, standing_evidence
from certificates.recognition import batches
from certificates.recognition.preparing import read_batch
from people import jobs
from people.jobs import signs
from people.jobs.running import run_job
from people.models import Job, Person
from people.queries import persons
from people.refusal import Refusal
from people.registry import add_person
from people.registry.merging import merge
from people.registry.rosters.who import digest_of
from tests.cast import Cast, assemble
from tests.certificates.recognition.desk import (
    COURSE,
    DAY,
    applied,
    as_csv,
    decided,
    finished,
    line,
    reversed_batch,
    source_of,
    states,
    taken_in,
)

DECISION = {"max_grade": 2, "decision_number": "12/QĐ-SKHCN", "decided_on": dt.date(2026, 1, 5)}


def counted(floor: int = 1) -> set[int]:
    """Return who counts as trained today."""
    found = persons_trained(dt.date(2026, 12, 31), grade_floor=floor)
    return set(persons().filter(pk__in=found).values_list("pk", flat=True))


def test_a_list_is_recorded_once_with_evidence_and_award_of_its_own_kind(cast: Cast) -> None:
    """Not one of our certificates: the course is the source's."""
    source = source_of(cast)
    decision = decided(source, cast)
    batch = applied(cast, source, [line(cast, "minh"), line(cast, "tam")])
    assert states(batch) == ["entered", "entered"]
    evidence = Evidence.objects.get(person=cast.persons["minh"])
    assert (evidence.source, evidence.grade, evidence.on) == ("platform", 1, DAY)
    assert evidence.family == decision.family
    assert evidence.data["from"] == source.pk
    award = Award.objects.get(person=cast.persons["minh"])
    assert (award.family.origin, award.facts["provider"]) == ("platform", "OneTouch")
    assert counted() == {cast.persons["minh"].pk, cast.persons["tam"].pk}
    assert counted(2) == set()


def test_only_a_decision_with_number_and_day_makes_it_as_good_as_our_test(cast: Cast) -> None:
    """And a class can't be at all."""
    source = source_of(cast)
    with pytest.raises(Refusal) as refused:
        decided(source, cast, max_grade=2)
    assert refused.value.code == "no_decision"
    with pytest.raises(Refusal) as refused:
        decided(source_of(cast, "Lớp", "class"), cast, **DECISION)
    assert refused.value.code == "grade_out_of_reach"
    decided(source, cast, **DECISION)
    applied(cast, source, [line(cast, "minh")])
    assert counted(2) == {cast.persons["minh"].pk}


def test_the_same_file_twice_and_the_same_line_again_change_nothing(cast: Cast) -> None:
    """Whether by hash or line by line."""
    source = source_of(cast)
    decided(source, cast)
    rows = [line(cast, "minh")]
    first = applied(cast, source, rows)
    assert taken_in(cast, source, rows) == first
    finished(batches.begin_applying(batch=first, by=cast.users["dung"]))
    other = applied(cast, source, [*rows, line(cast, "tam"), line(cast, "tam")])
    assert states(other) == ["known", "entered", "known"]
    assert (Evidence.objects.count(), Award.objects.count()) == (2, 2)


def test_two_sources_are_one_person_and_one_of_them_may_go(cast: Cast) -> None:
    """Taking one list back leaves what the other says."""
    one, other = source_of(cast), source_of(cast, "Bình dân học vụ số")
    family = decided(one, cast, **DECISION).family
    decided(other, cast, family=family, **DECISION)
    first = applied(cast, one, [line(cast, "minh")])
    applied(cast, other, [line(cast, "minh", on="6/5/2026")])
    assert (Evidence.objects.count(), Award.objects.count()) == (2, 1)
    reversed_batch(cast, first)
    assert counted(2) == {cast.persons["minh"].pk}
    standing = standing_awards(dt.date(2026, 12, 31)).filter(events__isnull=True).get()
    assert standing.valid_from == dt.date(2026, 5, 6)


def test_a_list_taken_back_can_come_again(cast: Cast) -> None:
    """On the same day, with new evidence and a new number."""
    source = source_of(cast)
    decided(source, cast)
    rows = [line(cast, "minh")]
    first = reversed_batch(cast, applied(cast, source, rows))
    assert first.reason == "Gửi nhầm tệp"
    assert counted() == set()
    second = applied(cast, source, rows)
    assert second != first
    assert counted() == {cast.persons["minh"].pk}
    finished(jobs.start(kind=batches.REVERSE, by=cast.users["dung"], params={
        "batch": str(first.pk), "reason": "Lần nữa"}))  # fmt: skip
    assert counted() == {cast.persons["minh"].pk}
    assert AwardEvent.objects.count() == 1


@settings(max_examples=12, deadline=None, suppress_health_check=[
    HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(
    lists=st.lists(
        st.lists(
            st.tuples(st.sampled_from(["minh", "tam", "hoa", "lan"]), st.integers(1, 3)),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
        max_size=3,
    )
)
def test_recording_and_taking_back_leave_what_was_before(
    cast: Cast, lists: list[list[tuple[str, int]]]
) -> None:
    """Whatever lists came before it: every count of every day and grade is as it was."""
    source, other = source_of(cast), source_of(cast, "Nền tảng khác")
    family = decided(source, cast).family
    decided(other, cast, family=family)
    days = [dt.date(2026, 5, day) for day in (1, 2, 3)]

    def rows(entries: list[tuple[str, int]], mark: int) -> list[list[str]]:
        return [[str(mark), *line(cast, who, on=f"{day}/5/2026")[1:]] for who, day in entries]

    def picture() -> list[object]:
        return [
            (
                sorted(
                    persons()
                    .filter(pk__in=persons_trained(day, grade_floor=1))
                    .values_list("pk", flat=True)
                ),
                sorted(standing_awards(day).values_list("person_id", flat=True).distinct()),
                sorted(standing_evidence(day).values_list("person_id", "on")),
            )
            for day in days
        ]

    mark = RecognitionRow.objects.count()
    for place, entries in enumerate(lists):
        applied(cast, (source, other)[place % 2], rows(entries, mark + place))
    before = picture()
    batch = applied(cast, source, rows(lists[-1] + [("minh", 2)], mark + 99))
    reversed_batch(cast, batch)
    assert picture() == before


def test_nothing_is_guessed_and_nothing_dropped(cast: Cast) -> None:
    """Every line of the file is a row with a state."""
    source = source_of(cast)
    decided(source, cast)
    rows = [
        line(cast, "minh", phone="", born=""),
        line(cast, "minh", name="Người Lạ Hoắc", phone="", born=""),
        line(cast, "minh", course="Khoá chưa ai biết"),
        line(cast, "minh", on="31/2/2026"),
        line(cast, "minh", on="31/12/2099"),
        line(cast, "minh", name=""),
        line(cast, "minh", name="Tống Công Minh", phone="", on=""),
        ["", "Tổng cộng: 6 người", "", "", "", "", ""],
        ["", "Người lập biểu", "", "", "", "", ""],
    ]
    batch = taken_in(cast, source, rows)
    assert states(batch) == ["doubtful", "nobody", "course", *["rejected"] * 6]
    problems = batch.rows.order_by("number").values_list("problems", flat=True)
    assert [row[0][1] for row in problems if row] == [
        "bad_day",
        "future_day",
        "missing_name",
        "missing_day",
        "no_line",
        "no_line",
    ]
    assert applied(cast, source, rows) == batch
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"phone": ""}, "doubtful"),
        ({"phone": "", "unit": "Tổ 3, xã Trảng Bom"}, "ready"),
        ({"phone": "", "unit": "Xuân Lộc"}, "doubtful"),
        ({"name": "MINH TRẦN VĂN"}, "ready"),
        ({"name": "tran van minh"}, "ready"),
        ({"name": "Trần Văn Mịnk"}, "doubtful"),
        ({"name": "Lê Thị Bé"}, "nobody"),
        ({"born": "1950"}, "nobody"),
        ({"born": "năm kia"}, "ready"),
        ({"phone": "901000002", "born": ""}, "ready"),
        ({"phone": "0999 000 999; 0901000002", "born": ""}, "doubtful"),
    ],
)
def test_who_it_is(cast: Cast, changes: dict[str, str], state: str) -> None:
    """Turned names, missing marks and lost noughts are read; a mere name is doubtful."""
    source = source_of(cast)
    decided(source, cast)
    assert states(taken_in(cast, source, [line(cast, "minh", **changes)])) == [state]


def test_a_national_number_is_matched_and_kept_nowhere(cast: Cast) -> None:
    """Only its keyed hash is."""
    source = source_of(cast)
    decided(source, cast)
    number = "075072001234"
    Person.objects.filter(pk=cast.persons["minh"].pk).update(national_id_digest=digest_of(number))
    headers = ["STT", "Họ tên", "Năm sinh", "Số CCCD", "Đơn vị", "Khoá học", "Ngày hoàn thành"]
    by = cast.users["dung"]
    rows = [line(cast, "minh", born="", phone=number), line(cast, "tam", born="", phone=number)]
    batch = batches.receive(source=source, file_name="a.csv", content=as_csv(rows, headers), by=by)
    chosen = {int(place): field for place, field in batch.mapping["columns"].items()}
    finished(batches.confirm_columns(batch=batch, chosen=chosen, by=by))
    assert states(batch) == ["ready", "doubtful"]
    assert number not in str(list(batch.rows.values()))


def test_a_merged_person_has_one_completion(cast: Cast) -> None:
    """What was recorded for the record that went is known for the one that stayed."""
    source = source_of(cast)
    decided(source, cast)
    applied(cast, source, [line(cast, "minh")])
    keep = add_person(name="Trần Văn Minh", birth_year=1972, source="roster",
                      contact_phone=cast.persons["minh"].contact_phone, by=None)  # fmt: skip
    merge(keep=keep, twin=cast.persons["minh"], by=cast.users["dung"])
    assert states(taken_in(cast, source, [line(cast, "minh"), line(cast, "tam")])) == [
        "known",
        "ready",
    ]


def test_a_kill_between_chunks_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the next worker does all of it."""
    source = source_of(cast)
    decided(source, cast)
    monkeypatch.setattr("certificates.recognition.applying.CHUNK", 1)
    batch = taken_in(cast, source, [line(cast, who) for who in ("minh", "tam", "hoa")])
    from certificates.recognition import applying

    real, calls = applying.record_entries, []

    def dying(*args: object, **kwargs: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise MemoryError
        return real(*args, **kwargs)

    monkeypatch.setattr(applying, "record_entries", dying)
    job = batches.begin_applying(batch=batch, by=cast.users["dung"])
    assert not run_job(str(job.pk))
    assert Evidence.objects.count() == 0
    assert states(batch) == ["ready"] * 3
    finished(batches.begin_applying(batch=batch, by=cast.users["dung"]))
    assert Evidence.objects.count() == 3


def test_it_can_be_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it stays."""
    source = source_of(cast)
    decided(source, cast)
    batch = taken_in(cast, source, [line(cast, "minh")])
    job = batches.begin_applying(batch=batch, by=cast.users["dung"])
    signs.ask_to_stop(job)
    assert not run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert Evidence.objects.count() == 0


def test_reading_twice_keeps_one_set_of_lines(cast: Cast) -> None:
    """The second worker finds it done."""
    source = source_of(cast)
    batch = taken_in(cast, source, [line(cast, "minh")])
    job = jobs.start(kind=batches.READ, by=cast.users["dung"], params={"batch": str(batch.pk)})
    read_batch(job, lambda _done, _total: None)
    assert batch.rows.count() == 1


def test_the_number_of_queries_does_not_grow_with_the_lines(cast: Cast) -> None:
    """A chunk costs the same however full it is."""
    source = source_of(cast)
    decided(source, cast)
    counts = []
    for size in (1, 6):
        names = ["minh", "tam", "hoa", "lan", "binh", "yen"][-size:]
        batch = taken_in(cast, source, [line(cast, who, on=f"{size}/3/2026") for who in names])
        job = batches.begin_applying(batch=batch, by=cast.users["dung"])
        with CaptureQueriesContext(
            connection,
        ) as seen:
            run_job(str(job.pk))
        assert states(batch) == ["entered"] * size
        counts.append(len(seen))
    assert counts[1] <= counts[0] + 2


def test_columns_are_remembered_for_the_next_list(cast: Cast) -> None:
    """However a source calls them."""
    source = source_of(cast)
    by = cast.users["dung"]
    headers = ["cot 1", "cot 2", "cot 3", "cot 4", "cot 5", "cot 6", "cot 7"]
    batch = batches.receive(
        source=source, file_name="a.csv", content=as_csv([line(cast, "minh")], headers), by=by
    )
    assert batch.mapping["columns"] == {}
    with pytest.raises(Refusal) as refused:
        batches.confirm_columns(batch=batch, chosen={1: "name"}, by=by)
    assert refused.value.code == "no_course"
    batches.confirm_columns(
        batch=batch, chosen={1: "name", 3: "phone"}, course=COURSE, on=DAY, by=by
    )
    source.refresh_from_db()
    again = batches.receive(
        source=source, file_name="b.csv", content=as_csv([line(cast, "tam")], headers), by=by
    )
    assert again.mapping["columns"] == {"1": "name", "3": "phone"}


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_record_it_once() -> None:
    """Of one list twice, and of two lists of a source that name the same person."""
    cast = assemble()
    source = source_of(cast)
    decided(source, cast)
    one = taken_in(cast, source, [line(cast, "minh"), line(cast, "tam")])
    other = taken_in(cast, source, [line(cast, "minh")])
    by = cast.users["dung"]
    waiting = [batches.begin_applying(batch=batch, by=by) for batch in (one, one, other)]
    start = threading.Barrier(len(waiting))

    def work(job: Job) -> None:
        try:
            start.wait()
            run_job(str(job.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(job,)) for job in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ends = set(Job.objects.filter(kind=batches.APPLY).values_list("state", flat=True))
    assert ends == {"done"}
    assert (Evidence.objects.count(), Award.objects.count()) == (2, 2)
