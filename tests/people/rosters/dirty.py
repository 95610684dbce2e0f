"""Rosters as they come from communes, with known faults and the key of right answers.

Seeded: the same size gives the same list. Every line says in the key what has to become of it.
"""

import datetime as dt
import io
import random
from collections import Counter
from dataclasses import dataclass, field

import openpyxl

from people.models import Person, Unit
from people.registry.bulk import NewMembership, NewPerson, add_persons, join_many
from people.registry.rosters.who import digest_of
from people.units import tree
from people.units.bulk import NewUnit, add_units
from tests.cast import Cast

FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Võ", "Đặng", "Bùi", "Điểu", "Thị"]
MIDDLES = ["Văn", "Thị", "Hữu", "Minh", "Ngọc", "Thanh", "Đức", "Kim", "Xuân", "Quốc"]
GIVENS = ["An", "Bình", "Cường", "Dung", "Giang", "Hạnh", "Khánh", "Lộc", "Mỹ", "Nga", "Phúc", "Quỳnh",
          "Sơn", "Tuyết", "Uyên", "Vượng", "Xuyến", "Yến", "Đạt", "Hường"]  # fmt: skip
HEADERS = [
    "STT",
    "Họ và tên",
    "Ngày, tháng, năm sinh",
    "Giới tính",
    "Số ĐT",
    "Số CCCD",
    "Tổ",
    "Nhiệm vụ",
    "Ghi chú",
]
SINCE = dt.date(2026, 9, 1)
TEAMS = 20
FAULTS = {
    "missing_name": 7, "bad_name": 5, "short_name": 6, "no_key": 9, "bad_birth": 11, "birth_range": 4,
    "bad_phone": 13, "bad_number": 5, "unknown_unit": 8, "duplicate": 17,
}  # fmt: skip
DOUBTS = {"maybe_known": 12, "number_of_another": 3, "maybe_twin": 6, "moves": 10}
KNOWN = 40


@dataclass
class Dirty:
    """A list as a file, and the key: by line number "accepted", or the code of what is wrong."""

    content: bytes = b""
    key: dict[int, str] = field(default_factory=dict)
    skipped: int = 0

    def counts(self) -> Counter:
        """Return how often each answer is right."""
        return Counter(self.key.values())


def teams_in(cast: Cast) -> list[int]:
    """Add teams to Trảng Bom and return their ids."""
    parent = [(cast.trang_bom.pk, dt.date(2025, 7, 1), None)]
    ids = add_units(
        [
            NewUnit("community_team", f"Tổ {number}, Trảng Bom", f"TB{number}", parent)
            for number in range(101, 101 + TEAMS)
        ]
    )
    tree.rebuild()
    return ids


class Maker:
    """Makes people nobody else is: names repeat as they do in a commune, phones don't."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.serial = 0

    def name(self) -> str:
        """Return a full name."""
        some = [self.random.choice(names) for names in (FAMILIES, MIDDLES, GIVENS)]
        if self.random.random() < 0.5:
            some.insert(2, self.random.choice(GIVENS))
        return " ".join(some)

    def person(self) -> dict:
        """Return somebody with a phone and a national number of their own."""
        self.serial += 1
        born = dt.date(1950, 1, 1) + dt.timedelta(days=self.random.randrange(18_000))
        return {
            "name": self.name(),
            "born": born,
            "sex": self.random.choice(["Nam", "Nữ"]),
            "phone": f"09{self.serial:08d}",
            "number": f"0750{self.serial:08d}",
            "team": f"Tổ {self.random.randrange(101, 101 + TEAMS)}",
            "task": "Thành viên",
        }

    def row(self, person: dict) -> list:
        """Return the cells of somebody, each value in one of the forms in which people write it."""
        born, phone = person["born"], person["phone"]
        births = [born, f"{born:%d/%m/%Y}", f"{born.day}-{born.month}-{born.year}", f"{born:%d.%m.%Y}",
                  (born - dt.date(1899, 12, 30)).days, f"{born:%Y-%m-%d}"]  # fmt: skip
        phones = [phone, int(phone), f"{phone[:4]} {phone[4:7]} {phone[7:]}", f"{phone[:4]}.{phone[4:7]}.{phone[7:]}",
                  f"+84{phone[1:]}", f"84{phone[1:]}", f"{phone}; 0912345678", phone[1:]]  # fmt: skip
        numbers = [person["number"], int(person["number"]), ""]
        return [
            self.serial,
            self.random.choice([person["name"], person["name"].upper(), f" {person['name']}  "]),
            self.random.choice(births),
            person["sex"],
            self.random.choice(phones),
            self.random.choice(numbers),
            self.random.choice([person["team"], person["team"].upper(), person["team"][3:]]),
            person["task"],
            "",
        ]


def make(cast: Cast, size: int, seed: int = 75) -> Dirty:
    """Return a list of ``size`` lines of people with all ``FAULTS`` and ``DOUBTS``; known people are added first."""
    maker = Maker(seed)
    team_ids = teams_in(cast)
    rows: list[tuple[list, str]] = []
    rows += _known(cast, maker, team_ids)
    for code, count in FAULTS.items():
        if code != "duplicate":
            rows += [(_broken(maker, code), code) for _each in range(count)]
    while len(rows) < size - FAULTS["duplicate"] - DOUBTS["maybe_twin"]:
        rows.append((maker.row(maker.person()), "accepted"))
    maker.random.shuffle(rows)
    good = [place for place, (_row, code) in enumerate(rows) if code == "accepted"]
    for place in maker.random.sample(good, FAULTS["duplicate"]):
        rows.append(([None, *rows[place][0][1:]], "duplicate"))
    for _each in range(DOUBTS["maybe_twin"]):
        rows.append((None, "maybe_twin"))  # type: ignore[arg-type]
    return _as_book(rows, maker)


def _known(cast: Cast, maker: Maker, team_ids: list[int]) -> list[tuple[list, str]]:
    """Add people to the registry and return lines about them, certain and doubtful ones."""
    rows: list[tuple[list, str]] = []
    for place in range(KNOWN):
        person = maker.person()
        _register(person, team_ids[int(person["team"][3:]) - 101] if place % 2 else None)
        rows.append((maker.row(person), "accepted"))
    for _each in range(DOUBTS["moves"]):
        person = maker.person()
        _register(person, cast.next_team.pk)
        rows.append((maker.row(person), "moves"))
    for _each in range(DOUBTS["maybe_known"]):
        person = maker.person()
        _register(
            {**person, "born": person["born"].replace(year=person["born"].year + 1, day=1)}, None
        )
        row = maker.row(person)
        row[5] = ""
        rows.append((row, "maybe_known"))
    for _each in range(DOUBTS["number_of_another"]):
        person = maker.person()
        _register(
            {**person, "name": "Ka Brểs Y Moan", "phone": "", "born": dt.date(1931, 1, 1)}, None
        )
        row = maker.row(person)
        row[5] = person["number"]
        rows.append((row, "number_of_another"))
    return rows


def _register(person: dict, unit_id: int | None) -> None:
    pk = add_persons(
        [
            NewPerson(
                person["name"],
                birth_year=person["born"].year,
                contact_phone=f"+84{person['phone'][1:]}" if person["phone"] else "",
                national_id_digest=digest_of(person["number"]),
            )
        ]
    )[0]
    if unit_id is not None:
        join_many([NewMembership(pk, unit_id, "team_member", dt.date(2026, 1, 1))], source="before")


# The place of the cell that is spoilt, and what people write there.
SPOILT: dict[str, tuple[int, list]] = {
    "missing_name": (1, ["", None, "  "]),
    "bad_name": (1, ["0912345678", "a@b.vn", "<script>"]),
    "short_name": (1, GIVENS),
    "bad_birth": (2, ["31/02/1970", "tháng ba", "12/13/1960", "khoảng 1960"]),
    "birth_range": (2, ["01/01/1860", 2031, "2/3/2025"]),
    "bad_phone": (4, ["09123", "0123456789", "abc", "12345678901234", "0251 382 2222"]),
    "bad_number": (5, ["12345", "07512345678999", "7A1234567890"]),
    "unknown_unit": (6, ["Tổ 999", "Tổ Sao Hoả"]),
}


def _broken(maker: Maker, code: str) -> list:
    row = maker.row(maker.person())
    if code == "no_key":
        row[2], row[4] = maker.random.choice(["", "không rõ"]), maker.random.choice(["", "ko", "-"])
        row[5] = ""
        return row
    place, spoilt = SPOILT[code]
    row[place] = maker.random.choice(spoilt)
    return row


def _as_book(rows: list[tuple[list, str]], maker: Maker) -> Dirty:
    made = Dirty()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["UBND PHƯỜNG TRẢNG BOM"])
    sheet.append(["DANH SÁCH THÀNH VIÊN TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG"])
    sheet.append([])
    sheet.append(HEADERS)
    sheet.append([f"({number})" for number in range(1, len(HEADERS) + 1)])
    number = 5
    made.skipped = 0
    for place, (row, code) in enumerate(rows):
        if place and place % 1_500 == 0:
            number += 1
            sheet.append([maker.random.choice(["II. Khu vực tiếp theo", "Ấp tiếp theo"])])
            made.skipped += 1
        if row is None:
            # Same name, birth date and team as an earlier line, another phone and no number.
            twin = maker.person()
            first = maker.row(twin)
            first[2], first[5] = twin["born"], ""
            second = [*first]
            second[4] = "0399" + f"{number:06d}"
            for cells, right in ((first, "accepted"), (second, code)):
                number += 1
                sheet.append(cells)
                made.key[number] = right
            continue
        number += 1
        sheet.append(row)
        made.key[number] = code
    sheet.append([None, f"Tổng cộng: {len(made.key)} người"])
    sheet.append([])
    sheet.append([None, None, None, None, None, "NGƯỜI LẬP BIỂU"])
    sheet.append([None, None, None, None, None, "Nguyễn Thị Tổng Hợp"])
    made.skipped += 3
    out = io.BytesIO()
    book.save(out)
    made.content = out.getvalue()
    return made


def registry_size() -> tuple[int, int]:
    """Return how many people and units there are."""
    return Person.objects.count(), Unit.objects.count()
