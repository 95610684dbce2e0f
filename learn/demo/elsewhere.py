"""A list of another platform in the demo: recorded, with lines that wait and two disputes.

Everybody it names as an official is trained already, so that the published figures hold.
"""

import csv
import datetime as dt
import io
import random
from typing import TYPE_CHECKING, cast

from django.contrib.auth import get_user_model

from certificates.queries import standing_evidence
from certificates.recognition.applying import record_batch
from certificates.recognition.batches import fix_columns, receive
from certificates.recognition.disputes import open_dispute, recognised_of
from certificates.recognition.preparing import read_lines
from certificates.recognition.sources import add_source, decide
from learn.demo.accounts import LEADER, PROVINCE, STUDYING
from learn.demo.plan import People
from people.queries import persons

if TYPE_CHECKING:
    from people.models import Person

NAMED = 60
COURSE = "Kỹ năng số cơ bản cho cán bộ, công chức"
HEADERS = ("STT", "Họ và tên", "Năm sinh", "Số điện thoại", "Khoá học", "Ngày hoàn thành")
DISPUTES = (
    (LEADER, "wrong_day", "Tôi hoàn thành khoá này sau ngày ghi ở đây một tháng."),
    (STUDYING, "not_me", "Tôi chưa học khoá này bao giờ."),
)


def build(rng: random.Random, anchor: dt.date, people: People) -> None:
    """Take in a list as the province's staff would, and let two people say that it is wrong."""
    users = {
        sign_in: get_user_model().objects.select_related("person").get(phone=sign_in.phone)
        for sign_in in (PROVINCE, LEADER, STUDYING)
    }
    by = users[PROVINCE]
    held = {sign_in: cast("Person", user.person) for sign_in, user in users.items()}
    source = add_source(
        name="OneTouch", kind="platform", vouched_by="Sở Khoa học và Công nghệ", by=by
    )
    decide(
        source=source,
        course=COURSE,
        max_grade=1,
        valid_from=dt.date(2023, 1, 1),
        decided_by="Sở Khoa học và Công nghệ",
        by=by,
    )
    last = anchor - dt.timedelta(days=40)
    trained = set(
        standing_evidence(last).filter(grade__gte=1).order_by().values_list("person_id", flat=True)
    )
    known = sorted(trained & {person for person, _unit in people.officials})
    chosen = persons().in_bulk(rng.sample(known, min(NAMED, len(known))))
    named = [*chosen.values(), *(held[sign_in] for sign_in, *_rest in DISPUTES)]
    batch = receive(
        source=source,
        file_name="OneTouch danh sách hoàn thành.csv",
        content=_file(rng, named, last),
        by=by,
    )
    columns = {int(place): field for place, field in batch.mapping["columns"].items()}
    fix_columns(batch=batch, chosen=columns)
    read_lines(batch.pk, _nobody_listens)
    record_batch(batch.pk, _nobody_listens, by=by)
    for sign_in, kind, words in DISPUTES:
        open_dispute(
            evidence=recognised_of(held[sign_in])[0],
            person=held[sign_in],
            kind=kind,
            words=words,
            by=users[sign_in],
        )


def _file(rng: random.Random, named: "list[Person]", last: dt.date) -> bytes:
    """Return the list as a CSV file, with some lines that can't be recorded as they are."""
    rows = [
        [person.name, person.birth_year, f"0{person.contact_phone[3:]}", COURSE, _day(rng, last)]
        for person in named
    ]
    first = named[0]
    rows += [
        [first.name, "", "", COURSE, _day(rng, last)],
        ["Hoàng Thị Chưa Có Tên", 1979, "", COURSE, _day(rng, last)],
        [named[1].name, named[1].birth_year, f"0{named[1].contact_phone[3:]}",
         "Trí tuệ nhân tạo trong công việc", _day(rng, last)],
        [named[2].name, named[2].birth_year, f"0{named[2].contact_phone[3:]}", COURSE, "31/2/2026"],
    ]  # fmt: skip
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    writer.writerows([serial, *row] for serial, row in enumerate(rows, start=1))
    return text.getvalue().encode("utf-8-sig")


def _day(rng: random.Random, last: dt.date) -> str:
    return f"{last - dt.timedelta(days=rng.randrange(0, 120)):%d/%m/%Y}"


def _nobody_listens(_done: int, _total: int) -> None:
    """Stand in for the page that would show how far the work is."""
