"""A dirty list against its key: the right answer for every line, and the same file twice changes nothing."""

import json
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from people.models import Membership, Person, Roster, RosterLine
from tests.cast import Cast
from tests.people.rosters.dirty import DOUBTS, SINCE, Dirty, make


def _written(path: Path, dirty: Dirty) -> Path:
    file = path / "danh-sach.xlsx"
    file.write_bytes(dirty.content)
    return file


def _run(file: Path, *more: str) -> dict:
    out = StringIO()
    call_command(
        "import_roster", str(file), "--unit", "26248", "--category", "team_member",
        "--on", SINCE.isoformat(), "--json", *more, stdout=out,
    )  # fmt: skip
    return json.loads(out.getvalue())


def _answers(report: dict) -> dict[int, str]:
    told = {one["row"]: one["code"] for one in report["rejected"]}
    return told | {one["row"]: one["code"] for one in report["reviews"]}


@pytest.mark.parametrize("size", [300, 12_906])
def test_the_report_is_the_generators_key(cast: Cast, tmp_path: Path, size: int) -> None:
    """Every fault is found on its line under its code, and nothing else is."""
    dirty = make(cast, size)
    report = _run(_written(tmp_path, dirty), "--dry-run")
    wrong = {number: code for number, code in dirty.key.items() if code != "accepted"}
    assert _answers(report) == wrong
    assert report["rows"] == len(dirty.key)
    assert report["accepted"] == dirty.counts()["accepted"]
    assert report["review"] == sum(DOUBTS.values())
    assert len(report["skipped"]) == dirty.skipped
    assert report["rows"] == report["accepted"] + report["review"] + len(report["rejected"])
    assert Roster.objects.count() == RosterLine.objects.count() == 0


def test_what_is_taken_in_is_what_was_shown(cast: Cast, tmp_path: Path) -> None:
    """A dry run and the real one give one report, and the tables hold what it says."""
    dirty = make(cast, 300)
    file = _written(tmp_path, dirty)
    people, before = Person.objects.count(), Membership.objects.count()
    shown = _run(file, "--dry-run")
    done = _run(file)
    assert done == shown
    assert Person.objects.count() == people + done["added"]
    assert Membership.objects.count() == before + done["added"] + done["joined"]
    states = Counter(RosterLine.objects.values_list("state", flat=True))
    assert states["open"] == done["review"]
    assert states["added"] + states["linked"] == done["accepted"]


def test_the_same_file_twice_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    """Neither people nor memberships nor doubts; the second report says that all are there."""
    file = _written(tmp_path, make(cast, 300))
    first = _run(file)
    tables = [
        list(model.objects.order_by("pk").values())
        for model in (Person, Membership, RosterLine, Roster)
    ]
    again = _run(file)
    assert tables == [
        list(model.objects.order_by("pk").values())
        for model in (Person, Membership, RosterLine, Roster)
    ]
    assert (again["added"], again["joined"]) == (0, 0)
    assert (again["rows"], again["accepted"], again["review"]) == (
        first["rows"],
        first["accepted"],
        first["review"],
    )
    assert again["rejected"] == first["rejected"]


def test_all_or_nothing_takes_nothing_of_a_list_with_faults(cast: Cast, tmp_path: Path) -> None:
    """One rejected line is enough."""
    file = _written(tmp_path, make(cast, 300))
    people = Person.objects.count()
    with pytest.raises(CommandError, match="not_clean"):
        _run(file, "--all-or-nothing")
    assert Person.objects.count() == people
    assert not RosterLine.objects.exists()


def test_rejected_lines_come_back_with_why(cast: Cast, tmp_path: Path) -> None:
    """As a file that a spreadsheet doesn't run."""
    file = _written(tmp_path, make(cast, 300))
    report = _run(file, "--dry-run", "--rejected", str(tmp_path / "out.csv"))
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == 1 + len(report["rejected"])
    assert not any(
        cell.startswith(("=", "@", "+")) for line in text.splitlines() for cell in line.split(",")
    )
