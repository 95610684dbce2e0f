"""The desk in a browser without scripts: from the file to the receipt and back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certificates.models import Evidence, RecognitionBatch, RecognitionRow
from people.jobs.running import run_job
from people.models import AuditEntry, Job
from tests.cast import Cast
from tests.certificates.recognition.desk import (
    as_csv,
    decided,
    line,
    source_of,
    states,
    taken_in,
)

DESK = "/vi/cong-nhan/"


def sent(client: Client, source: object, content: bytes, name: str = "ds.csv"):
    """Send a list in."""
    file = SimpleUploadedFile(name, content)
    return client.post(DESK, {"source": source.pk, "file": file})


def test_from_the_file_to_the_receipt_and_back(cast: Cast) -> None:
    """Each page leads to the next."""
    source, dung = source_of(cast), cast.client("dung")
    decided(source, cast)
    answer = sent(dung, source, as_csv([line(cast, "minh"), line(cast, "minh", course="Lạ")]))
    page = dung.get(answer["Location"], follow=True)
    assert "Trần Văn Minh" in page.content.decode()
    batch = RecognitionBatch.objects.get()
    known = batch.mapping["columns"]
    chosen = {f"column_{place}": known.get(str(place), "-") for place in range(7)}
    answer = dung.post(f"{DESK}dot/{batch.pk}/cot/", chosen)
    run_job(str(Job.objects.get().pk))
    assert f"/dot/{batch.pk}/" in dung.get(answer["Location"]).content.decode()
    assert states(batch) == ["ready", "course"]
    dung.post(f"{DESK}dot/{batch.pk}/ghi-nhan/")
    run_job(str(Job.objects.latest("created_at").pk))
    assert Evidence.objects.count() == 1
    text = dung.get(f"{DESK}dot/{batch.pk}/?trang-thai=course").content.decode()
    assert "Lạ" in text
    assert dung.post(f"{DESK}dot/{batch.pk}/rut-lai/", {"reason": " "}).status_code == 422
    dung.post(f"{DESK}dot/{batch.pk}/rut-lai/", {"reason": "Sai tệp"})
    run_job(str(Job.objects.latest("created_at").pk))
    assert "Sai tệp" in dung.get(f"{DESK}dot/{batch.pk}/").content.decode()
    assert {"certificates.recognition_seen", "certificates.recognition_applied",
            "certificates.recognition_reversed"} <= set(
        AuditEntry.objects.values_list("code", flat=True))  # fmt: skip


def test_a_broken_file_is_answered_on_the_page(cast: Cast) -> None:
    """With words and no batch."""
    source, dung = source_of(cast), cast.client("dung")
    for content in (b"%PDF-1.4", b"PK\x03\x04xx", b"\x00\x01\x02"):
        assert sent(dung, source, content).status_code == 422
    assert not RecognitionBatch.objects.exists()


def test_an_unknown_course_waits_for_its_decision(cast: Cast) -> None:
    """Then its lines are ready; they are recorded when asked for."""
    source, dung = source_of(cast), cast.client("dung")
    batch = taken_in(cast, source, [line(cast, "minh")])
    assert states(batch) == ["course"]
    page = f"{DESK}nguon/{source.pk}/"
    assert "Kỹ năng số cơ bản" in dung.get(page).content.decode()
    said = {"course": "KY NANG SO CO BAN", "max_grade": "2", "valid_from": "2022-01-01",
            "decided_by": "Sở KH&CN"}  # fmt: skip
    assert dung.post(page, said).status_code == 422
    assert dung.post(page, {**said, "max_grade": "1"}).status_code == 302
    assert states(batch) == ["ready"]
    assert Evidence.objects.count() == 0
    decision = source.equivalences.get()
    dung.post(f"{page}{decision.pk}/ket-thuc/")
    decision.refresh_from_db()
    assert decision.valid_to is not None


@pytest.mark.parametrize("act", ["person", "add", "dismiss"])
def test_a_doubtful_line_is_settled_by_somebody(cast: Cast, act: str) -> None:
    """In a recorded batch it is recorded at once; a second tap changes nothing."""
    source, dung = source_of(cast), cast.client("dung")
    decided(source, cast)
    batch = taken_in(cast, source, [line(cast, "minh", phone="", born="")])
    RecognitionBatch.objects.update(state="applied")
    row = batch.rows.get()
    page = f"{DESK}cho/{row.pk}/"
    assert "Trần Văn Minh" in dung.get(f"{DESK}cho/").content.decode()
    assert f'value="{cast.persons["minh"].pk}"' in dung.get(page).content.decode()
    assert "Hoa" in dung.get(f"{page}?tim=le thi hoa").content.decode()
    said = {"person": cast.persons["minh"].pk} if act == "person" else {"act": act}
    for _tap in range(2):
        dung.post(page, said)
    expected = "dismissed" if act == "dismiss" else "entered"
    assert states(batch) == [expected]
    assert Evidence.objects.count() == (0 if act == "dismiss" else 1)


def test_only_the_province_sits_at_the_desk(cast: Cast) -> None:
    """Officers of both communes and leaders are refused, whatever they try."""
    source = source_of(cast)
    decision = decided(source, cast)
    batch = taken_in(cast, source, [line(cast, "minh", phone="", born="")])
    row = batch.rows.get()
    reads = [DESK, f"{DESK}nguon/", f"{DESK}nguon/{source.pk}/", f"{DESK}cho/",
             f"{DESK}cho/{row.pk}/", f"{DESK}dot/{batch.pk}/"]  # fmt: skip
    writes = [f"{DESK}dot/{batch.pk}/{act}/" for act in ("ghi-nhan", "rut-lai", "bo-qua", "cot")]
    writes += [f"{DESK}cho/{row.pk}/", f"{DESK}nguon/{source.pk}/{decision.pk}/ket-thuc/"]
    for name in ("tam", "hoa", "lan", "trang", "binh"):
        client = cast.client(name)
        assert {client.get(page).status_code for page in reads} == {403}
        assert {client.post(page, {"act": "add"}).status_code for page in writes} == {403}
    assert RecognitionRow.objects.get().state == "doubtful"


def test_a_list_put_aside_may_come_again(cast: Cast) -> None:
    """Before anything is recorded."""
    source, dung = source_of(cast), cast.client("dung")
    decided(source, cast)
    batch = taken_in(cast, source, [line(cast, "minh")])
    dung.post(f"{DESK}dot/{batch.pk}/bo-qua/")
    batch.refresh_from_db()
    assert batch.state == "dropped"
    assert taken_in(cast, source, [line(cast, "minh")]) != batch


def test_what_is_not_recorded_comes_back_as_a_file_for_a_reason(cast: Cast) -> None:
    """With why, and with cells that no spreadsheet runs."""
    source, dung = source_of(cast), cast.client("dung")
    decided(source, cast)
    evil = "=HYPERLINK(cmd)"
    batch = taken_in(cast, source, [line(cast, "minh"), line(cast, "tam", on="x", unit=evil)])
    page = f"{DESK}dot/{batch.pk}/tep/"
    assert b"why" in dung.get(page).content
    assert dung.post(page, {"why": "other"}).status_code == 422
    answer = dung.post(page, {"why": "check"})
    text = answer.content.decode("utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("3,Phạm Minh Tâm")
    assert f"'{evil}" in lines[1]
    assert "30/9/2026" in lines[1]
    assert (
        AuditEntry.objects.get(code="certificates.recognition_lines_exported").data["why"]
        == "check"
    )
