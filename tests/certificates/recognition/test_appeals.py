"""What learners say about training elsewhere: taken down, answered in scope, never lost."""

import datetime as dt
import io
import threading
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from certificates.models import Award, Dispute, Evidence, RecognitionRequest
from certificates.queries import persons_trained
from certificates.recognition.disputes import open_disputes, put_right, turn_down, uphold
from certificates.recognition.requests import MAX_BYTES, accept, decline, send
from people.jobs import files
from people.models import AuditEntry
from people.queries import persons
from people.refusal import Refusal
from people.registry import add_person
from people.registry.merging import merge
from tests.cast import Cast, assemble
from tests.certificates.recognition.desk import (
    DAY,
    a_picture,
    applied,
    decided,
    disputed,
    line,
    paper_of,
    reversed_batch,
    source_of,
)

MINE = "/vi/hoc-o-noi-khac/"
QUEUE = "/vi/cong-nhan/phan-anh/"
ANSWER = "Đã xem lại hồ sơ"


def trained() -> set[int]:
    """Return who counts today."""
    found = persons_trained(dt.date(2026, 12, 31), grade_floor=1)
    return set(persons().filter(pk__in=found).values_list("pk", flat=True))


@pytest.fixture
def recorded(cast: Cast):
    """Minh, a member in Tâm's commune, and Hoa of the next one are recorded."""
    source = source_of(cast)
    decided(source, cast)
    return applied(cast, source, [line(cast, "minh"), line(cast, "hoa")])


def test_a_learner_says_it_once_and_reads_the_answer(cast: Cast, recorded) -> None:
    """From the page of the learner to the officer's queue and back."""
    minh, tam = cast.client("minh"), cast.client("tam")
    evidence = Evidence.objects.get(person=cast.persons["minh"])
    assert "OneTouch" in minh.get(MINE).content.decode()
    for _tap in range(2):
        minh.post(f"{MINE}{evidence.pk}/sai/", {"kind": "not_me", "words": "Không học"})
    dispute = Dispute.objects.get()
    assert "Trần Văn Minh" in tam.get(QUEUE).content.decode()
    page = f"{QUEUE}{dispute.pk}/"
    assert "Không học" in tam.get(page).content.decode()
    assert tam.post(page, {"outcome": "upheld", "answer": ""}).status_code == 422
    assert tam.post(page, {"outcome": "corrected", "answer": "a"}).status_code == 422
    tam.post(page, {"outcome": "upheld", "answer": ANSWER})
    assert ANSWER in minh.get(MINE).content.decode()
    assert trained() == {cast.persons["hoa"].pk}
    assert tam.get(page).status_code == 404
    assert AuditEntry.objects.filter(code="certificates.dispute_closed").count() == 1


def test_only_who_answers_for_the_person_sees_and_settles_it(cast: Cast, recorded) -> None:
    """Not the officer of another commune, not the person themself."""
    about_minh, about_hoa = disputed(cast, "minh"), disputed(cast, "hoa")
    tam, dung = cast.users["tam"], cast.users["dung"]
    assert list(open_disputes(tam)) == [about_minh]
    assert set(open_disputes(dung)) == {about_minh, about_hoa}
    for name in ("hoa", "minh", "trang"):
        assert not open_disputes(cast.users[name]).exists()
    assert cast.client("tam").get(f"{QUEUE}{about_hoa.pk}/").status_code == 404
    with pytest.raises(Refusal) as refused:
        uphold(dispute=about_hoa, answer=ANSWER, by=tam)
    assert refused.value.code == "out_of_scope"
    assert "Lê Thị Hoa" not in cast.client("tam").get(QUEUE).content.decode()


def test_nobody_settles_what_they_said_themselves(cast: Cast) -> None:
    """An officer's own record is looked at by somebody else."""
    source = source_of(cast)
    decided(source, cast)
    applied(cast, source, [line(cast, "tam")])
    dispute = disputed(cast, "tam")
    assert not open_disputes(cast.users["tam"]).exists()
    turn_down(dispute=dispute, answer=ANSWER, by=cast.users["dung"])
    assert trained() == {cast.persons["tam"].pk}


def test_a_wrong_day_is_put_right_and_goes_with_its_list(cast: Cast, recorded) -> None:
    """The right day counts instead, until the list is taken back."""
    right = dt.date(2026, 6, 1)
    with pytest.raises(Refusal) as refused:
        put_right(
            dispute=disputed(cast, "minh", kind="wrong_day"),
            on=dt.date(2099, 1, 1),
            answer=ANSWER,
            by=cast.users["tam"],
        )
    assert refused.value.code == "bad_day"
    put_right(dispute=Dispute.objects.get(), on=right, answer=ANSWER, by=cast.users["tam"])
    standing = Award.objects.get(person=cast.persons["minh"], events__isnull=True)
    assert (standing.valid_from, standing.evidence.on) == (right, right)
    with pytest.raises(Refusal):
        turn_down(dispute=Dispute.objects.get(), answer=ANSWER, by=cast.users["tam"])
    reversed_batch(cast, recorded)
    assert trained() == set()


def test_somebody_elses_record_cannot_be_disputed(cast: Cast, recorded) -> None:
    """It isn't even there."""
    hoas = Evidence.objects.get(person=cast.persons["hoa"])
    page = f"{MINE}{hoas.pk}/sai/"
    minh = cast.client("minh")
    assert minh.get(page).status_code == 404
    assert minh.post(page, {"kind": "not_me"}).status_code == 404
    assert "Lê Thị Hoa" not in minh.get(MINE).content.decode()


def test_a_paper_is_reviewed_and_counts_once(cast: Cast) -> None:
    """Sent twice it is one; accepted it counts; its picture goes."""
    source = source_of(cast, "Giấy chứng nhận", "paper")
    decision = decided(source, cast)
    minh, tam = cast.client("minh"), cast.client("tam")
    for _tap in range(2):
        said = {"course": "Kỹ năng số", "provider": "Học viện", "on": "2026-05-04",
                "file": SimpleUploadedFile("a.jpg", a_picture())}  # fmt: skip
        assert minh.post(f"{MINE}gui/", said).status_code == 302
    sent = RecognitionRequest.objects.get()
    assert "Học viện" in tam.get(f"/vi/cong-nhan/giay/{sent.pk}/").content.decode()
    answer = tam.get(f"/vi/cong-nhan/giay/{sent.pk}/tep/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert dict(Image.open(io.BytesIO(answer.content)).getexif()) == {}
    tam.post(f"/vi/cong-nhan/giay/{sent.pk}/", {"decision": decision.pk, "answer": ""})
    sent.refresh_from_db()
    assert (sent.outcome, sent.evidence.on, sent.file_key) == ("accepted", DAY, "")
    assert trained() == {cast.persons["minh"].pk}
    assert applied(cast, source, [line(cast, "minh")]).rows.get().state == "known"
    with pytest.raises(Refusal):
        accept(request=sent, decision=decision, answer="", by=cast.users["tam"])


def test_a_paper_is_declined_with_words_and_in_scope(cast: Cast, settings) -> None:
    """Hoa's is none of Tâm's business."""
    mine, other = paper_of(cast, "minh"), paper_of(cast, "hoa")
    tam = cast.client("tam")
    for end in ("", "tep/"):
        assert tam.get(f"/vi/cong-nhan/giay/{other.pk}/{end}").status_code == 404
    assert tam.post(f"/vi/cong-nhan/giay/{mine.pk}/", {"answer": " "}).status_code == 422
    key = mine.file_key
    decline(request=mine, answer=ANSWER, by=cast.users["tam"])
    mine.refresh_from_db()
    assert (mine.outcome, mine.file_key, Evidence.objects.count()) == ("declined", "", 0)
    assert files.content_of(key) is not None  # forgotten when the transaction is over
    with pytest.raises(Refusal) as refused:
        decline(request=other, answer=ANSWER, by=cast.users["tam"])
    assert refused.value.code == "out_of_scope"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_paper"),
        (b"<svg onload=alert(1)>", "no_paper"),
        (b"GIF89a" + b"\x00" * 20, "no_paper"),
        (b"\xff\xd8\xff\xe0 broken", "no_paper"),
        (b"PK\x03\x04", "no_paper"),
        (b"%PDF-" + b"0" * MAX_BYTES, "too_large"),
    ],
)
def test_what_is_no_paper_is_refused(cast: Cast, content: bytes, code: str) -> None:
    """In words; nothing is kept."""
    with pytest.raises(Refusal) as refused:
        paper_of(cast, "minh", content=content)
    assert refused.value.code == code
    assert not RecognitionRequest.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_settle_it_once() -> None:
    """The second one hears that it is settled."""
    cast = assemble()
    source = source_of(cast)
    decided(source, cast)
    applied(cast, source, [line(cast, "minh")])
    dispute = disputed(cast, "minh")
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def settle(act, name: str) -> None:
        try:
            start.wait()
            act(dispute=dispute, answer=ANSWER, by=cast.users[name])
            outcomes.append("done")
        except Refusal as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=partial(settle, act, name))
        for act, name in ((uphold, "tam"), (turn_down, "dung"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["closed", "done"]
    dispute.refresh_from_db()
    assert (dispute.outcome == "upheld") == (trained() == set())


@pytest.mark.django_db(transaction=True)
def test_the_same_paper_sent_at_once_is_one() -> None:
    """A slow phone, a second tap."""
    cast = assemble()
    content, found = a_picture(), []
    start = threading.Barrier(2)

    def tap() -> None:
        try:
            start.wait()
            found.append(
                send(
                    person=cast.persons["minh"],
                    course="a",
                    provider="b",
                    on=DAY,
                    content=content,
                    by=cast.users["minh"],
                ).pk
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=tap) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert len(set(found)) == 1


def test_what_a_merged_record_said_stays_with_its_officer(cast: Cast, recorded) -> None:
    """The dispute is of the record that went; the person is of the commune still."""
    dispute = disputed(cast, "minh", kind="wrong_day")
    keep = add_person(name="Trần Văn Minh", source="roster", by=None)
    merge(keep=keep, twin=cast.persons["minh"], by=cast.users["dung"])
    assert list(open_disputes(cast.users["tam"])) == [dispute]
    right = dt.date(2026, 6, 1)
    put_right(dispute=dispute, on=right, answer=ANSWER, by=cast.users["tam"])
    assert trained() == {keep.pk, cast.persons["hoa"].pk}
    assert Evidence.objects.get(on=right).person == keep
