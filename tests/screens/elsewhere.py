"""Lists of another platform for the pages of recognition: one recorded, one just sent."""

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from people.models import User

COURSE = "Kỹ năng số cơ bản cho cán bộ, công chức, viên chức và người hoạt động không chuyên trách"
HEADERS = ["STT", "Họ và tên", "Năm sinh", "Số điện thoại", "Đơn vị", "Khoá học", "Ngày hoàn thành"]


def furnish_elsewhere(users: "dict[str, User]") -> dict[str, Any]:
    """Return the names of what was taken in, disputed and sent."""
    from certificates.models import RecognitionRow
    from certificates.recognition import batches
    from certificates.recognition.disputes import open_dispute, recognised_of
    from certificates.recognition.sources import add_source, decide
    from people.jobs.running import run_job

    by, finisher = users["province"], users["finisher"]
    source = add_source(
        name="OneTouch (Bộ Khoa học và Công nghệ)", kind="platform", vouched_by="Sở Nội vụ", by=by
    )
    decide(
        source=source,
        course=COURSE,
        max_grade=2,
        valid_from=dt.date(2025, 1, 1),
        decided_by="Sở Khoa học và Công nghệ",
        decision_number="12/QĐ-SKHCN",
        decided_on=dt.date(2026, 1, 5),
        by=by,
    )
    name, phone = finisher.person.name, finisher.phone
    born = str(finisher.person.birth_year)
    rows = [
        [name, born, phone, "", COURSE, "4/5/2026"],
        [name, born, phone, "", COURSE, "6/5/2026"],
        [name, "", "", "", COURSE, "7/5/2026"],
        ["Người Chưa Có Trong Danh Sách", "1980", "", "Xã Xa Xôi", COURSE, "4/5/2026"],
        [name, born, phone, "", "Trí tuệ nhân tạo tạo sinh trong công vụ", "4/5/2026"],
        [name, born, phone, "", COURSE, "31/2/2026"],
        [name, born, phone, "", COURSE, ""],
    ]
    batch = batches.receive(
        source=source, file_name="Danh sách OneTouch quý II.csv", content=_csv(rows), by=by
    )
    if batch.state == "columns":
        chosen = {int(place): field for place, field in batch.mapping["columns"].items()}
        run_job(str(batches.confirm_columns(batch=batch, chosen=chosen, by=by).pk))  # type: ignore[union-attr]
        run_job(str(batches.begin_applying(batch=batch, by=by).pk))
    new = batches.receive(
        source=source, file_name="Danh sách tháng 11.csv", content=_csv(rows[:3]), by=by
    )
    records = list(recognised_of(finisher.person))
    dispute = open_dispute(
        evidence=records[0],
        person=finisher.person,
        kind="wrong_day",
        words="Tôi học xong ngày 5/5/2026, không phải ngày này.",
        by=finisher,
    )
    line = RecognitionRow.objects.filter(batch=batch, state="doubtful").first()
    return {
        "batch": batch.pk,
        "new_batch": new.pk,
        "source": source.pk,
        "line": line.pk if line else 0,
        "dispute": dispute.pk,
        "evidence": records[-1].pk,
        "paper": _sent(finisher),
    }


def _sent(user: "User") -> int:
    from PIL import Image

    from certificates.recognition.requests import send

    buffer = io.BytesIO()
    Image.new("RGB", (800, 600), "ivory").save(buffer, "JPEG")
    return send(
        person=user.person,  # type: ignore[arg-type]
        course="Bồi dưỡng chuyển đổi số cho lãnh đạo cấp xã",
        provider="Học viện Hành chính và Quản trị công",
        on=dt.date(2026, 3, 9),
        content=buffer.getvalue(),
        by=user,
    ).pk


def _csv(rows: list[list[str]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(HEADERS)
    for number, row in enumerate(rows, start=1):
        writer.writerow([number, *row])
    return buffer.getvalue().encode("utf-8-sig")
