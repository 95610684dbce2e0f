"""On which sources a number rests: a partition, in scope, with the names behind each figure."""

import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.evidence import NewEvidence, record
from certificates.register import NewAward, issue
from courses.models import CourseFamily
from indicators.definitions import definition_on, load_definitions
from indicators.measure import measure, names
from indicators.measure.coverage import bases, coverage
from indicators.measure.names import TRAINED
from people.models import AuditEntry
from people.registry import join
from tests.cast import SINCE, Cast, assemble
from tests.certificates.recognition.desk import applied, decided, line, reversed_batch, source_of

DAY = dt.date(2026, 11, 1)
PAGE = "/vi/chi-tieu/officials-trained/nguon/"
AS_OF = {"ngay": DAY.isoformat()}


@pytest.fixture
def cast(db) -> Cast:
    """Tâm and Hoa, officials of two communes, Dũng of a department; Minh of none."""
    found = assemble()
    load_definitions()
    join(
        person=found.persons["hoa"], unit=found.xuan_loc, category="official", since=SINCE, by=None
    )
    return found


def passed_here(cast: Cast, short: str) -> None:
    """Let somebody pass a course of ours."""
    family, _new = CourseFamily.objects.get_or_create(slug="vneid", title="VNeID")
    person = cast.persons[short]
    evidence = record(
        NewEvidence(person.pk, family.pk, "course", f"completion:{short}", 2, dt.date(2026, 6, 1))
    )
    issue(NewAward.for_evidence(evidence, rule_version=1))


@pytest.fixture
def lists(cast: Cast):
    """Two sources name Tâm, one names Hoa and Dũng; Dũng passed here, too."""
    one, other = source_of(cast), source_of(cast, "Lớp của Sở Nội vụ", "class")
    decided(one, cast)
    decided(other, cast)
    passed_here(cast, "dung")
    rows = [line(cast, "tam"), line(cast, "hoa"), line(cast, "dung")]
    return applied(cast, one, rows), applied(cast, other, [line(cast, "tam", on="5/5/2026")])


def officials():
    """Return the definition."""
    return definition_on("officials-trained", DAY)


def test_everybody_rests_on_one_source_and_the_lines_add_up(cast: Cast, lists) -> None:
    """A person of four sources counts once."""
    found = coverage(officials(), DAY)
    assert found.number == measure(officials(), DAY, by="").total
    assert sum(share.rests for share in found.shares) == found.number.numerator == 3
    told = {(share.name or share.key, share.grade): (share.rests, share.alone)
            for share in found.shares}  # fmt: skip
    assert told == {("OneTouch", 1): (2, 1), ("khoa-hoc", 2): (1, 0)}
    assert sum(sum(counts.values()) for counts in found.places.values()) == 3


def test_who_has_nothing_else_no_longer_counts_without_the_source(cast: Cast, lists) -> None:
    """That is what "nothing else" means."""
    held = bases(officials(), DAY)
    alone = {person for person, basis in held.items() if basis.alone}
    before = set(names(officials(), None, DAY, TRAINED).values_list("pk", flat=True))
    reversed_batch(cast, lists[0])
    after = set(names(officials(), None, DAY, TRAINED).values_list("pk", flat=True))
    assert before - after == alone == {cast.persons["hoa"].pk}


def test_it_costs_the_same_for_many(cast: Cast, lists) -> None:
    """However many people there are."""
    with CaptureQueriesContext(connection) as seen:
        coverage(officials(), DAY)
    assert len(seen) <= 10


def test_every_figure_opens_its_names_for_who_may_see_them(cast: Cast, lists) -> None:
    """The officer of a commune opens that commune's, and no other."""
    dung, tam = cast.client("dung"), cast.client("tam")
    text = dung.get(PAGE, AS_OF).content.decode()
    assert "OneTouch" in text
    assert "danh-sach/?" in text
    key = f"nguon-{lists[0].source_id}"
    people = dung.get(f"{PAGE}danh-sach/", {**AS_OF, "nguon": key}).content.decode()
    assert "Lê Thị Hoa" in people
    assert "Phạm Minh Tâm" in people
    alone = dung.get(f"{PAGE}danh-sach/", {**AS_OF, "nguon": key, "rieng": "1"}).content.decode()
    assert "Phạm Minh Tâm" not in alone
    mine = {**AS_OF, "don-vi": cast.trang_bom.pk}
    own = tam.get(f"{PAGE}danh-sach/", mine).content.decode()
    assert "Phạm Minh Tâm" in own
    assert "Lê Thị Hoa" not in own
    for asked in ({}, {"don-vi": cast.xuan_loc.pk}, {"don-vi": 0}, {"nguon": key}):
        assert tam.get(f"{PAGE}danh-sach/", {**AS_OF, **asked}).status_code == 403
        assert tam.post(f"{PAGE}danh-sach/tep/", {"why": "check"}).status_code == 403
    assert tam.get(PAGE, AS_OF).status_code == 200
    assert cast.client("lan").get(PAGE).status_code == 403
    assert AuditEntry.objects.filter(code="indicators.source_names_seen").count() == 3


def test_files_say_what_the_page_says_and_names_need_a_reason(cast: Cast, lists) -> None:
    """As CSV and as a spreadsheet."""
    dung = cast.client("dung")
    text = dung.get(f"{PAGE}tep/", AS_OF).content.decode("utf-8-sig")
    assert "OneTouch" in text.splitlines()[0]
    assert sum(int(row.split(",")[-4]) for row in text.splitlines()[1:]) == 3
    book = openpyxl.load_workbook(
        io.BytesIO(dung.get(f"{PAGE}tep/", {**AS_OF, "dang": "xlsx"}).content)
    )
    assert len(list(book.active.rows)) == len(text.splitlines())
    file = f"{PAGE}danh-sach/tep/?ngay={DAY.isoformat()}"
    assert b"why" in dung.get(file).content
    names_of = dung.post(file, {"why": "report"}).content.decode("utf-8-sig")
    assert len(names_of.splitlines()) == 4
    assert AuditEntry.objects.get(code="indicators.source_names_exported").data["why"] == "report"


def test_a_number_of_units_rests_on_no_evidence(cast: Cast) -> None:
    """There is no such page for it."""
    assert cast.client("dung").get("/vi/chi-tieu/none/nguon/").status_code == 404
