"""The list of indicators, the page of one, and its file."""

from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.dashboards.province import (
    EVERYBODY,
    Dashboard,
    Sentence,
    dashboard,
    sentences,
    shown_rows,
)
from indicators.definitions import HOUSEHOLDS, PERSONS, RATIO, target_on
from indicators.exports import table_file
from indicators.formulas.table import Row
from indicators.measure import measure
from indicators.measure.coverage import is_of_evidence
from indicators.measure.names import TRAINED, UNATTACHED, UNTRAINED
from indicators.views.asked import DOWN, Asked, definition_or_404, read
from people import scope

_CSV = "text/csv; charset=utf-8"


@login_required
@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """List the indicators, each as its sentence."""
    asked = read(request)
    scope.require(scope.positions(request.user).is_staff)
    context = {"asked": asked, "sentences": sentences(asked.on), "query": asked.query()}
    return render(request, "indicators/indicators.html", context)


@login_required
@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Show one indicator on a day: sentence, target, past year, units."""
    asked = read(request)
    positions = scope.positions(request.user)
    scope.require(positions.is_staff)
    found = dashboard(definition_or_404(code, asked.on), asked.on, asked.view)
    context = {
        "asked": asked,
        "found": found,
        "sentence": found.sentence,
        "code": code,
        "columns": _columns(
            asked,
            has_base=found.sentence.rows_have_base,
            counted=_counted(found.sentence),
        ),
        "rows": [_line(asked, row, found, positions) for row in found.rows],
        "may_see_all": positions.is_province and found.sentence.opens_names,
        "is_of_evidence": is_of_evidence(found.sentence.definition),
        "query": asked.query(),
        "trained_query": asked.query(**{"phan": TRAINED, "sap-xep": "", "huong": "", "tim": ""}),
        "untrained_query": asked.query(
            **{"phan": UNTRAINED, "sap-xep": "", "huong": "", "tim": ""}
        ),
        "day_query": asked.query(**{"sap-xep": "", "huong": "", "tim": ""}),
        "target_x": _target_x(found.sentence),
        "share_x": _bar(found.sentence.number.percent, 1000),
    }
    return render(request, "indicators/indicator.html", context)


@login_required
@require_safe
def indicator_csv(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """Give the page's table as a file: the same rows in the same order."""
    asked = read(request)
    scope.require(scope.positions(request.user).is_staff)
    definition = definition_or_404(code, asked.on)
    target = target_on(code, asked.on)
    table = measure(definition, asked.on)
    rows = shown_rows(table, asked.view, target.percent if target else EVERYBODY)
    response = StreamingHttpResponse(table_file(table, rows), content_type=_CSV)
    response["Content-Disposition"] = f'attachment; filename="{code}-{asked.on:%Y-%m-%d}.csv"'
    return response


def _counted(sentence: Sentence) -> tuple[str, str, str]:
    """Return the words for what counts, for its base and for the share."""
    if sentence.definition.formula in (RATIO, PERSONS) and not sentence.definition.accepted.get(
        "state"
    ):
        return _("Persons trained"), _("On the roster"), _("Share trained")
    if sentence.definition.formula == HOUSEHOLDS:
        return _("Households reached"), _("Households"), _("Share")
    return _("Count"), _("Out of"), _("Share")


def _columns(asked: Asked, *, has_base: bool, counted: tuple[str, str, str]) -> list[dict]:
    """Return the table's head: a link that sorts by the column, and how it is sorted now."""
    count, base, share = counted
    shown = [("ma", _("Unit code")), ("ten", _("Commune or department")), ("tu", count)]
    if has_base:
        shown += [("mau", base), ("ty-le", share), ("con-thieu", _("Short of the target"))]
    columns = []
    for key, label in shown:
        is_sorted = asked.view.key == key
        turn = DOWN if is_sorted and not asked.view.descending else ""
        columns.append(
            {
                "key": key,
                "label": label,
                "is_number": key not in ("ma", "ten"),
                "query": asked.query(**{"sap-xep": key, "huong": turn}),
                "sort": ("descending" if asked.view.descending else "ascending")
                if is_sorted
                else "none",
            }
        )
    return columns


def _line(asked: Asked, row: Row, found: Dashboard, positions: "scope.Positions") -> dict:
    officer_of = positions.roles.get("commune_officer", frozenset())
    unit = str(UNATTACHED if row.unit_id is None else row.unit_id)
    kept = {"don-vi": unit, "sap-xep": "", "huong": "", "tim": ""}
    return {
        "row": row,
        "gap": row.number.gap_to(found.target_percent),
        # Text, so that no language puts a separator into an attribute.
        "bar": _bar(row.number.percent, 100) or None,
        "may_see_names": found.sentence.opens_names
        and (positions.is_province or row.unit_id in officer_of),
        "all_query": asked.query(**kept),
        "trained_query": asked.query(**kept, phan=TRAINED),
        "untrained_query": asked.query(**kept, phan=UNTRAINED),
    }


def _bar(percent: Decimal | None, width: int) -> str:
    """Return how far a bar reaches, never beyond its end; "" where the share is missing."""
    return "" if percent is None else str(min(width, round(percent * width / 100)))


def _target_x(sentence: Sentence) -> str:
    """Return where the target's line stands in a bar a thousand wide."""
    return "" if sentence.target is None else str(round(sentence.target.percent * 10))
