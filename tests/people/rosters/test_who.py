"""Whose line is it? Certain, doubtful, somebody new; and nothing on the way is lost or half done."""

import random

import pytest

from people.jobs import cancel
from people.models import Membership, Person, RosterLine
from people.registry.bulk import NewPerson, add_persons
from people.registry.rosters import working
from people.registry.rosters.taking import check, open_list, terms_of
from people.registry.rosters.who import digest_of
from tests.cast import Cast
from tests.people.rosters.lists import HEADERS, SINCE, applied, as_csv, checked, done

WIDE = [*HEADERS[:4], "Số CCCD", "Mã CB", "Nhiệm vụ"]
PHONE, NUMBER = "0909000111", "075160001234"


def _known(**more: object) -> Person:
    fields = {"name": "Điểu Thị Xuân", "birth_year": 1960, "contact_phone": "+84909000111", **more}
    return Person.objects.get(pk=add_persons([NewPerson(**fields)])[0])  # type: ignore[arg-type]


def _line(cast: Cast, *cells: str) -> RosterLine:
    return applied(cast, as_csv([["1", *cells, ""]], WIDE)).lines.get()


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        (("Điểu Thị Xuân", "1960", PHONE, "", ""), "linked"),
        (("DIEU THI XUAN", "", PHONE, "", ""), "linked"),
        (("Xuân Điểu Thị", "1960", PHONE, "", ""), "linked"),
        (("Điểu Thị Xuân", "1961", PHONE, "", ""), "open"),
        (("Điểu Thị Xuâng", "1960", PHONE, "", ""), "open"),
        (("Điểu Thị Xuân", "1990", PHONE, "", ""), "added"),
        (("Điểu Văn Bảy", "1958", PHONE, "", ""), "added"),
        (("Điểu Thị Xuân", "1960", "", "", ""), "added"),
        (("Điểu Thị Xuân", "", "", NUMBER, ""), "linked"),
        (("Hoàng Minh Tuấn", "", "", NUMBER, ""), "open"),
        (("Điểu Thị Xuân", "1960", PHONE, "075160009999", ""), "added"),
        (("Điểu Thị Xuân", "", "", "", "CB-7"), "linked"),
        (("Hoàng Minh Tuấn", "1970", "", "", "cb-7"), "open"),
    ],
)  # fmt: skip
def test_certain_doubtful_or_new(cast: Cast, cells: tuple[str, ...], state: str) -> None:
    """A phone and the name; a number; a code. A household shares a phone, a grandson a name."""
    person = _known(national_id_digest=digest_of(NUMBER), staff_code="CB-7")
    line = _line(cast, *cells)
    assert line.state == state
    assert (line.person == person) == (state == "linked")
    assert line.candidates == ([person.pk] if state == "open" else [])


def test_what_was_missing_is_filled_in_and_what_is_known_stays(cast: Cast) -> None:
    """The number only as its keyed hash."""
    person = _known(birth_year=None)
    _line(cast, "Điểu Thị Xuân", "12/5/1960", PHONE, NUMBER, "CB-7")
    person.refresh_from_db()
    assert (person.birth_year, person.staff_code) == (1960, "CB-7")
    assert person.national_id_digest == digest_of(NUMBER) != NUMBER
    kept = [str(row) for row in RosterLine.objects.values_list("given", "key", "candidates")]
    assert not any(NUMBER in text for text in kept)


def test_two_known_people_of_one_name_and_phone_are_both_shown(cast: Cast) -> None:
    """Nobody is guessed."""
    ids = {_known().pk, _known().pk}
    assert set(_line(cast, "Điểu Thị Xuân", "1960", PHONE, "", "").candidates) == ids


def test_work_that_is_stopped_takes_nothing_in(cast: Cast) -> None:
    """And can be begun again."""
    roster = checked(cast, as_csv([["1", "Lý Thị Mới", "1980", "", ""]]))
    by, people = cast.users["tam"], Person.objects.count()
    job = working.begin_applying(roster=roster, all_or_nothing=False, by=by)
    cancel(job=job, by=by)
    assert done(job).state == "cancelled"
    assert Person.objects.count() == people
    assert done(working.begin_applying(roster=roster, all_or_nothing=False, by=by)).state == "done"
    assert Membership.objects.filter(unit=cast.team, person__name="Lý Thị Mới").count() == 1


def test_a_corrected_list_adds_only_what_is_new(cast: Cast) -> None:
    """Sent again with one line put right and another added: the first ones are known."""
    first = [["1", "Lý Thị Mới", "1980", PHONE, ""], ["2", "Sai", "1980", "", ""]]
    applied(cast, as_csv(first))
    people = Person.objects.count()
    again = [
        *first[:1],
        ["2", "Trương Văn Sai", "1980", "", ""],
        ["3", "Lê Thị Ba", "1970", "", ""],
    ]
    applied(cast, as_csv(again))
    assert Person.objects.count() == people + 2


@pytest.mark.parametrize("seed", range(8))
def test_no_line_is_ever_dropped_silently(cast: Cast, seed: int) -> None:
    """Whatever stands in the cells: every line below the headers is in the report, once."""
    some = random.Random(seed)
    alphabet = ["", "Lý Thị Mới", "1980", "31/2/1970", PHONE, "x", "Tổng cộng", "=1+1", "Người lập", "75", "\u202e",
                "Điểu Thị Xuân", "ấp 3", "0", "nan", "9" * 400, "’", "a;b", "Họ và tên", "💐"]  # fmt: skip
    rows = [[some.choice(alphabet) for _cell in WIDE] for _row in range(60)]
    opened = open_list(as_csv(rows, WIDE))
    terms = terms_of(opened, unit_id=cast.team.pk, category="team_member", since=SINCE)
    report = check(opened, terms).report
    told = [one["row"] for name in ("rejected", "reviews", "skipped") for one in report[name]]
    filled = [number for number, row in enumerate(rows, start=2) if any(row)]
    assert len(told) == len(set(told))
    assert report["accepted"] + len(told) == len(filled)
    assert set(told) <= set(filled)


def test_checking_asks_a_fixed_number_of_questions(
    cast: Cast, django_assert_max_num_queries
) -> None:
    """A thousand lines cost as many queries as ten."""
    names = "ABCDEGHIKLMNOPQRSTUVXY"
    for count in (10, 900):
        rows = [
            [str(one), f"Lý {names[one % 22]}a {names[one // 22 % 22]}o {names[one // 484]}i", "1980", f"0987{one:06d}", ""]
            for one in range(count)
        ]  # fmt: skip
        opened = open_list(as_csv(rows))
        terms = terms_of(opened, unit_id=cast.team.pk, category="team_member", since=SINCE)
        with django_assert_max_num_queries(20):
            assert check(opened, terms).report["accepted"] == count
