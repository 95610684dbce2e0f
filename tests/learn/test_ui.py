"""Numbers, shares and days as people here write them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from learn.templatetags.ui import icon, percent, vdate, vdatetime, vnumber


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [(11842, "11.842", "11,842"), (0, "0", "0"), (None, "–", "–"), ("", "–", "–")],
)
def test_vnumber(value: object, vietnamese: str, english: str) -> None:
    """Grouped as the language groups; what is missing stays missing."""
    with translation.override("vi"):
        assert vnumber(value) == vietnamese
    with translation.override("en"):
        assert vnumber(value) == english


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("91.8"), "91,8\u00a0%"),
        (90.6, "90,6\u00a0%"),
        (80, "80\u00a0%"),
        (100, "100\u00a0%"),
        (Decimal("99.97"), "99,9\u00a0%"),
        (0, "0\u00a0%"),
        (None, "–"),
    ],
)
def test_percent(value: object, shown: str) -> None:
    """One decimal, none where it is nought, and never a whole that isn't one."""
    with translation.override("vi"):
        assert percent(value) == shown


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2026, 9, 30),
        "2026-09-30",
        # 18:00 UTC is already the next day in the province.
        dt.datetime(2026, 9, 29, 18, 0, tzinfo=dt.UTC),
        "2026-09-29T18:00:00+00:00",
    ],
)
def test_vdate(value: object) -> None:
    """Days of the province, whatever they come as."""
    with translation.override("vi"):
        assert vdate(value) == "30/9/2026"


@pytest.mark.parametrize("value", [None, "", "soon", 5])
def test_vdate_of_nothing(value: object) -> None:
    """What is no day shows as nothing."""
    assert vdate(value) == ""


def test_vdatetime() -> None:
    """The hour of the province; a mere day keeps to itself."""
    with translation.override("vi"):
        assert vdatetime(dt.datetime(2026, 9, 29, 18, 5, tzinfo=dt.UTC)) == "01:05 30/9/2026"
        assert vdatetime(dt.date(2026, 9, 30)) == "30/9/2026"


def test_icon_is_decoration_unless_labelled() -> None:
    """A label speaks; and it can't break out of the attribute."""
    assert 'aria-hidden="true"' in icon("phone")
    labelled = icon("phone", '"><b>')
    assert 'role="img"' in labelled
    assert "<b>" not in labelled


def test_notice_escapes_what_it_is_told() -> None:
    """Components show text, never markup."""
    page = Template('{% include "components/notice.html" with tone="info" text=text only %}')
    assert "<b>" not in page.render(Context({"text": "<b>"}))


def test_progress_is_written_for_machines() -> None:
    """A comma in ``value`` would make the bar empty."""
    page = Template('{% include "components/progress.html" with value=v max=100 label="x" only %}')
    with translation.override("vi"):
        assert 'value="90.6"' in page.render(Context({"v": Decimal("90.6")}))
