"""The persons behind a cell: who counts and by what; looked at only in scope, and recorded."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from indicators.definitions import WITH_BASE, name_of
from indicators.exports import names_file
from indicators.measure import NAMELESS, PARTS, UNIT_FORMULAS, names, reasons
from indicators.measure.names import ALL, TRAINED, UNATTACHED, UNTRAINED, Reason, units_of
from indicators.models import Definition
from indicators.views.asked import Asked, definition_or_404, read
from people import audit, scope
from people import queries as registry
from people.exporting import reason_for
from people.text import fold

PAGE = 50
_BATCH = 2_000


@login_required
@require_safe
def indicator_names(request: HttpRequest, code: str) -> HttpResponse:
    """Show the names behind a number, fifty a page, searchable without marks."""
    asked, definition, unit_id, part = _read(request, code)
    found = _searched(names(definition, unit_id, asked.on, part), asked)
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    _record_look(request, definition, unit_id, asked, part)
    unit = "" if unit_id is None else str(unit_id)
    context = {
        "asked": asked,
        "code": code,
        "name": name_of(definition),
        "definition": definition,
        "unit": unit,
        "unit_name": unit_label(unit_id, asked),
        "part": part,
        "parts": _parts(asked, unit, part, definition),
        "counts_units": definition.formula in UNIT_FORMULAS,
        "page": page,
        "people": _lines(definition, list(page), asked),
        "query": asked.query(**{"don-vi": unit, "phan": part, "sap-xep": ""}),
        "day_query": asked.query(**{"sap-xep": "", "tim": ""}),
        "is_synthetic": any(getattr(person, "is_synthetic", False) for person in page),
    }
    return render(request, "indicators/names.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_names_csv(request: HttpRequest, code: str) -> HttpResponse | StreamingHttpResponse:
    """Give the whole list as a file for a reason: the same persons in the same order."""
    asked, definition, unit_id, part = _read(request, code)
    found = _searched(names(definition, unit_id, asked.on, part), asked)
    reason = reason_for(
        request,
        title=f"{name_of(definition)}: {unit_label(unit_id, asked)}",
        people=found.count(),
        back=f"{reverse('indicator_names', args=[code])}?{request.GET.urlencode()}",
    )
    if reason.page:
        return reason.page
    _record_look(request, definition, unit_id, asked, part, why=reason.why, words=reason.words)
    lines = names_file(
        _all_lines(definition, found, asked),
        code=definition.code,
        version=definition.version,
        on=asked.on,
    )
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{code}-{unit_id if unit_id is not None else 'all'}-{part}-{asked.on:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _read(request: HttpRequest, code: str) -> tuple[Asked, Definition, int | None, str]:
    asked = read(request)
    definition = definition_or_404(code, asked.on)
    unit_id = unit_asked(request.GET.get("don-vi", ""))
    part = request.GET.get("phan", ALL)
    if part not in PARTS:
        raise Http404
    positions = scope.positions(request.user)
    if definition.formula in NAMELESS:
        # Nobody's name is behind these, or the lists are those of their parts.
        raise Http404
    if unit_id is None or unit_id == UNATTACHED:
        scope.require(positions.is_province)
    else:
        is_above = positions.is_officer or positions.is_province
        scope.require(is_above and scope.may_see_names(request.user, unit_id, asked.on))
    return asked, definition, unit_id, part


def unit_asked(typed: str) -> int | None:
    """Return the id in an address, None for the whole province.

    Raises:
        Http404: when it is no number.
    """
    if not typed:
        return None
    if not typed.isascii() or not typed.isdigit() or len(typed) > 12:
        raise Http404
    return int(typed)


def _searched(found: QuerySet, asked: Asked) -> QuerySet:
    wanted = fold(asked.view.text)
    return found.filter(name_folded__contains=wanted) if wanted else found


def _record_look(
    request: HttpRequest,
    definition: Definition,
    unit_id: int | None,
    asked: Asked,
    part: str,
    *,
    why: str = "",
    words: str = "",
) -> None:
    audit.record(
        "indicators.names_exported" if why else "indicators.names_seen",
        by=request.user,
        about=definition,
        unit=unit_id,
        on=asked.on.isoformat(),
        part=part,
        text=asked.view.text,
        page=request.GET.get("trang", "1")[:6],
        why=why,
        words=words,
    )


def unit_label(unit_id: int | None, asked: Asked) -> str:
    """Return the name of the unit asked about, on the day asked about."""
    if unit_id is None:
        return _("Whole province")
    if unit_id == UNATTACHED:
        return _("In no commune or department")
    state = registry.unit_state(unit_id, asked.on)
    if state is None:
        raise Http404
    return state.name


def _parts(asked: Asked, unit: str, part: str, definition: Definition) -> list[dict]:
    """Return the links between all, those who count and those who don't; one where no base is."""
    if definition.formula not in WITH_BASE:
        return []
    if definition.formula in UNIT_FORMULAS:
        labels = {ALL: _("All"), TRAINED: _("With a team"), UNTRAINED: _("Without a team")}
    else:
        labels = {
            ALL: _("All persons"),
            TRAINED: _("Persons trained"),
            UNTRAINED: _("Persons not yet trained"),
        }
    return [
        {
            "label": labels[value],
            "query": asked.query(**{"don-vi": unit, "phan": value, "sap-xep": ""}),
            "is_chosen": value == part,
        }
        for value in PARTS
    ]


def _lines(definition: Definition, people: list, asked: Asked) -> list[dict]:
    person_ids = [person.pk for person in people]
    why = reasons(definition, person_ids, asked.on)
    units = units_of(definition, person_ids, asked.on)
    return [
        {"person": person, "unit": units.get(person.pk, ""), "reason": why.get(person.pk)}
        for person in people
    ]


def _all_lines(
    definition: Definition, found: QuerySet, asked: Asked
) -> Iterator[tuple[str, str, Reason | None]]:
    # The ids are fixed first: a person is neither lost nor doubled when somebody passes meanwhile.
    person_ids = list(found.values_list("pk", flat=True))
    for start in range(0, len(person_ids), _BATCH):
        batch = person_ids[start : start + _BATCH]
        people = found.filter(pk__in=batch)
        for line in _lines(definition, list(people), asked):
            yield line["person"].name, line["unit"], line["reason"]
