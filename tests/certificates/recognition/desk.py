"""Lists as other platforms send them, and the shortest way through the desk."""

import csv
import datetime as dt
import io
from typing import Any

from PIL import Image

from certificates.models import Dispute, RecognitionBatch, RecognitionRequest, RecognitionSource
from certificates.recognition import batches
from certificates.recognition.disputes import open_dispute, recognised_of
from certificates.recognition.requests import send
from certificates.recognition.sources import add_source, decide
from people.jobs.running import run_job
from people.models import Job
from tests.cast import Cast

HEADERS = ["STT", "Họ và tên", "Năm sinh", "Số điện thoại", "Đơn vị", "Khoá học", "Ngày hoàn thành"]
COURSE = "Kỹ năng số cơ bản"
DAY = dt.date(2026, 5, 4)


def source_of(cast: Cast, name: str = "OneTouch", kind: str = "platform") -> RecognitionSource:
    """Return a source."""
    by = cast.users["dung"]
    return add_source(name=name, kind=kind, vouched_by="Sở Nội vụ", by=by)


def decided(source: RecognitionSource, cast: Cast, **more: Any) -> Any:
    """Return a decision about ``COURSE``: as reported, unless said otherwise."""
    fields = {
        "course": COURSE,
        "max_grade": 1,
        "valid_from": dt.date(2022, 1, 1),
        "decided_by": "Sở Khoa học và Công nghệ",
        "by": cast.users["dung"],
        **more,
    }
    return decide(source=source, **fields)


def line(cast: Cast, short: str, **changes: str) -> list[str]:
    """Return a line about somebody of the cast, as certain as a list can be."""
    person = cast.persons[short]
    said = {
        "name": person.name,
        "born": str(person.birth_year),
        "phone": "0" + person.contact_phone[3:],
        "unit": "",
        "course": COURSE,
        "on": f"{DAY:%d/%m/%Y}",
        **changes,
    }
    return ["1", *(said[key] for key in ("name", "born", "phone", "unit", "course", "on"))]


def as_csv(rows: list[list[str]], headers: list[str] | None = None) -> bytes:
    """Return the lines as a file."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows([headers or HEADERS, *rows])
    return buffer.getvalue().encode("utf-8-sig")


def taken_in(cast: Cast, source: RecognitionSource, rows: list[list[str]]) -> RecognitionBatch:
    """Return the batch of a list, read and judged."""
    by = cast.users["dung"]
    batch = batches.receive(source=source, file_name="ds.csv", content=as_csv(rows), by=by)
    chosen = {int(place): field for place, field in batch.mapping["columns"].items()}
    job = batches.confirm_columns(batch=batch, chosen=chosen, by=by)
    if job is not None:
        finished(job)
    batch.refresh_from_db()
    return batch


def applied(cast: Cast, source: RecognitionSource, rows: list[list[str]]) -> RecognitionBatch:
    """Return the batch of a list, recorded."""
    batch = taken_in(cast, source, rows)
    finished(batches.begin_applying(batch=batch, by=cast.users["dung"]))
    batch.refresh_from_db()
    return batch


def reversed_batch(cast: Cast, batch: RecognitionBatch) -> RecognitionBatch:
    """Return the batch, taken back."""
    by = cast.users["dung"]
    finished(batches.begin_reversing(batch=batch, reason="Gửi nhầm tệp", by=by))
    batch.refresh_from_db()
    return batch


def finished(job: Job) -> Job:
    """Return the job, done."""
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == "done", job.message
    return job


def states(batch: RecognitionBatch) -> list[str]:
    """Return the states of the lines, in the order of the file."""
    return list(batch.rows.order_by("number").values_list("state", flat=True))


def a_picture() -> bytes:
    """Return a picture of a certificate, with what a camera writes into it."""
    buffer = io.BytesIO()
    place = Image.Exif()
    place[0x010E] = "Nha rieng, 10.9N 107.1E"
    Image.new("RGB", (400, 300), "white").save(buffer, "JPEG", exif=place)
    return buffer.getvalue()


def disputed(cast: Cast, short: str, **changes: Any) -> Dispute:
    """Return an open dispute about a record from elsewhere."""
    person, by = cast.persons[short], cast.users[short]
    said = {"kind": "not_me", "words": "Tôi chưa học khoá này", **changes}
    return open_dispute(evidence=recognised_of(person).first(), person=person, by=by, **said)


def paper_of(cast: Cast, short: str, **changes: Any) -> RecognitionRequest:
    """Return a certificate that somebody sent in."""
    said = {
        "course": "Kỹ năng số cho cán bộ",
        "provider": "Học viện Hành chính",
        "on": DAY,
        "content": a_picture(),
        **changes,
    }
    return send(person=cast.persons[short], by=cast.users[short], **said)


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """Return the arguments of the addresses of recognition, for the table of doors.

    Bình belongs to no unit: only the province answers what he says.
    """
    source = source_of(cast)
    decision = decided(source, cast)
    applied(cast, source, [line(cast, "binh"), line(cast, "binh", on="5/5/2026")])
    batch = taken_in(cast, source, [line(cast, "minh")])
    dispute = disputed(cast, "binh")
    sent = {"paper_id": paper_of(cast, "binh").pk}
    of_batch, of_source = {"batch_id": batch.pk}, {"source_id": source.pk}
    names = ["batch", "columns", "apply", "reverse", "drop", "file"]
    return {
        **{f"recognition_{name}": of_batch for name in names},
        "recognition_source": of_source,
        "end_decision": {**of_source, "decision_id": decision.pk},
        "recognition_line": {"row_id": batch.rows.get().pk},
        "appeal": {"dispute_id": dispute.pk},
        "paper": sent,
        "paper_file": sent,
        "say_wrong": {"evidence_id": dispute.evidence_id},
    }
