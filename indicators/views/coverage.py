"""On which sources a number rests, as a page, as a file, and as the names behind each figure."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from indicators.definitions import name_of
from indicators.exports.coverage_file import XLSX, as_csv, as_xlsx
from indicators.formulas.number import share
from indicators.measure import names
from indicators.measure.coverage import Basis, Coverage, bases, coverage, is_of_evidence
from indicators.measure.names import TRAINED, UNATTACHED, units_of
from indicators.measure.places import PLACE_KINDS
from indicators.models import Definition
from indicators.views.asked import Asked, definition_or_404, read
from people import audit, scope
from people import queries as registry
from people.exporting import csv_line, reason_for

PAGE = 50
CSV = "text/csv; charset=utf-8"


@login_required
@require_safe
def indicator_sources(request: HttpRequest, code: str) -> HttpResponse:
    """Show on what the number rests: the whole province by source and grade, then by place."""
    asked, definition = _asked(request, code)
    found = coverage(definition, asked.on)
    context = {
        "asked": asked,
        "code": code,
        "name": name_of(definition),
        "definition": definition,
        "number": found.number,
        "shares": [
            {
                "share": line,
                "label": label_of(line.key, line.name),
                "percent": share(line.rests, found.number.numerator),
                "query": asked.query(nguon=line.key, bac=str(line.grade)),
                "alone_query": asked.query(nguon=line.key, bac=str(line.grade), rieng="1"),
            }
            for line in found.shares
        ],
        "columns": [{"key": key, "label": label} for key, label in _columns(found)],
        "rows": _rows(request, asked, found),
        "may_see_all": scope.positions(request.user).is_province,
        "query": asked.query(),
    }
    return render(request, "indicators/sources.html", context)


@login_required
@require_safe
def indicator_sources_file(request: HttpRequest, code: str) -> HttpResponse:
    """Give the table of places as CSV or XLSX; it names nobody."""
    asked, definition = _asked(request, code)
    found = coverage(definition, asked.on)
    columns = _columns(found)
    head: list[object] = [_("Unit code"), _("Commune or department"), *(label for _key, label in columns),
            _("Persons trained"), _("As of"), _("Indicator"), _("Version")]  # fmt: skip
    said = [asked.on.isoformat(), definition.code, definition.version]
    rows: list[list[object]] = [head]
    for unit, code_of, place in _places(asked):
        counts = found.places.get(unit)
        if counts:
            cells = [counts[key] for key, _label in columns]
            rows.append([code_of, place, *cells, sum(cells), *said])
    name = f"nguon-{code}-{asked.on:%Y-%m-%d}"
    if request.GET.get("dang") == "xlsx":
        response = HttpResponse(as_xlsx(rows), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    else:
        response = HttpResponse(as_csv(rows), content_type=CSV)
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@login_required
@require_safe
def indicator_source_names(request: HttpRequest, code: str) -> HttpResponse:
    """Show who rests on a source, in a place or in the whole province."""
    asked, definition = _asked(request, code)
    unit = _unit(request, asked)
    people = _people(request, definition, asked, unit)
    page = Paginator(people, PAGE).get_page(request.GET.get("trang"))
    _record(request, definition, asked, file=False)
    context = {
        "asked": asked,
        "code": code,
        "name": name_of(definition),
        "definition": definition,
        "page": page,
        "lines": _lines(definition, asked, list(page)),
        "query": _kept(request),
        "back": asked.query(),
    }
    return render(request, "indicators/source_names.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_source_names_file(request: HttpRequest, code: str) -> HttpResponse:
    """Give the list behind a figure as CSV, for a reason."""
    asked, definition = _asked(request, code)
    unit = _unit(request, asked)
    people = _people(request, definition, asked, unit)
    back = f"{reverse('indicator_source_names', args=[code])}?{_kept(request)}"
    reason = reason_for(request, title=name_of(definition), people=len(people), back=back)
    if reason.page:
        return reason.page
    _record(request, definition, asked, file=True, why=reason.why, words=reason.words)
    head = csv_line([_("Full name"), _("Unit"), _("Source"), _("Evidence"), _("As of")])
    lines = (
        csv_line([line["person"].name, line["unit"], line["label"], f"E{line['basis'].grade}",
                  asked.on.isoformat()])
        for line in _lines(definition, asked, people)
    )  # fmt: skip
    response = HttpResponse("\ufeff" + head + "".join(lines), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="nguon-{code}-danh-sach.csv"'
    return response


def label_of(key: str, name: str) -> str:
    """Return what a source is called on the page."""
    if name:
        return name
    return {
        "khoa-hoc": _("Courses passed here"),
        "lop": _("Attested classes"),
        "nen-tang": _("Other platforms"),
        "tu-khai": _("Declared by the person"),
        "quan-sat": _("Observed practice"),
        "giam-sat": _("Supervised tests"),
        "du-lop": _("Attendance at classes"),
    }.get(key, key)


def _asked(request: HttpRequest, code: str) -> tuple[Asked, Definition]:
    asked = read(request)
    scope.require(scope.positions(request.user).is_staff)
    definition = definition_or_404(code, asked.on)
    if not is_of_evidence(definition):
        raise Http404
    return asked, definition


def _columns(found: Coverage) -> list[tuple[str, str]]:
    """Return the sources by how many rest on them, each once whatever the grades."""
    names_of = {line.key: line.name for line in found.shares}
    return [(key, label_of(key, name)) for key, name in names_of.items()]


def _places(asked: Asked) -> list[tuple[int, str, str]]:
    states = registry.units_on(asked.on).filter(kind__in=PLACE_KINDS)
    rows = [(row.unit_id, row.code, row.name) for row in states.order_by("kind", "code", "unit_id")]
    return [*rows, (UNATTACHED, "", _("In no commune or department"))]


def _rows(request: HttpRequest, asked: Asked, found: Coverage) -> list[dict]:
    held = scope.positions(request.user)
    mine = held.roles.get("commune_officer", frozenset())
    rows = []
    for unit, code, place in _places(asked):
        counts = found.places.get(unit)
        if not counts:
            continue
        may_see = held.is_province or unit in mine
        cells = [
            {
                "count": counts[key],
                "query": asked.query(nguon=key, **{"don-vi": str(unit)}) if may_see else "",
            }
            for key, _label in _columns(found)
        ]
        total = asked.query(**{"don-vi": str(unit)}) if may_see else ""
        rows.append({"code": code, "name": place, "cells": cells, "sum": sum(counts.values()),
                     "query": total})  # fmt: skip
    return rows


def _unit(request: HttpRequest, asked: Asked) -> int | None:
    """Return the place asked about, once whoever asks may see its names."""
    typed = request.GET.get("don-vi", "")
    held = scope.positions(request.user)
    if not typed or typed == str(UNATTACHED):
        scope.require(held.is_province)
        return UNATTACHED if typed else None
    if not typed.isascii() or not typed.isdigit() or len(typed) > 12:
        raise Http404
    is_above = held.is_officer or held.is_province
    scope.require(is_above and scope.may_see_names(request.user, int(typed), asked.on))
    return int(typed)


def _people(
    request: HttpRequest, definition: Definition, asked: Asked, unit: int | None
) -> list[tuple[int, Basis]]:
    """Return who rests on the source asked for, in the order of a list of names."""
    key, grade = request.GET.get("nguon", ""), request.GET.get("bac", "")
    alone = request.GET.get("rieng") == "1"
    held = bases(definition, asked.on)
    ordered = names(definition, unit, asked.on, TRAINED).values_list("pk", flat=True)
    return [
        (person, held[person])
        for person in ordered
        if person in held
        and (not key or held[person].key == key)
        and (not grade or str(held[person].grade) == grade)
        and (not alone or held[person].alone)
    ]


def _lines(definition: Definition, asked: Asked, people: list[tuple[int, Basis]]) -> list[dict]:
    found: list[dict] = []
    for start in range(0, len(people), 2_000):
        some = people[start : start + 2_000]
        ids = [person for person, _basis in some]
        units, persons = units_of(definition, ids, asked.on), registry.persons().in_bulk(ids)
        found += [
            {
                "person": persons[person],
                "unit": units.get(person, ""),
                "basis": basis,
                "label": label_of(basis.key, basis.name),
            }
            for person, basis in some
            if person in persons
        ]
    return found


def _kept(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("trang", None)
    return asked.urlencode()


def _record(
    request: HttpRequest,
    definition: Definition,
    asked: Asked,
    *,
    file: bool,
    why: str = "",
    words: str = "",
) -> None:
    audit.record(
        "indicators.source_names_exported" if file else "indicators.source_names_seen",
        by=request.user,
        about=definition,
        on=asked.on.isoformat(),
        asked=_kept(request)[:300],
        why=why,
        words=words,
    )
