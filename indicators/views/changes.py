"""What changed between two days: the steps on a page, with the names for those who may see them."""

import datetime as dt

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from indicators.definitions import WITH_BASE, name_of
from indicators.measure import UNIT_FORMULAS, Changes, UnknownIndicator, changes
from indicators.measure.trend import month_ends
from indicators.views.asked import day_of, definition_or_404, read
from indicators.views.lists import unit_asked, unit_label
from people import audit, scope
from people import queries as registry

# So many names stand under a step; the list of names holds all.
NAMED = 100
WORDS: dict[str, str | Promise] = {
    "joined": _("came onto the roster"),
    "left": _("left the roster"),
    "trained": _("newly trained"),
    "expired": _("certificate expired"),
    "void": _("evidence declared void"),
    "boundary": _("unit came or went with a change of boundaries"),
    "definition": _("the definition changed"),
    "reached": _("help given later, or no longer within the months counted"),
    "parts": _("the indicators it is made of changed"),
    "other": _("other causes"),
}
UNIT_WORDS: dict[str, str | Promise] = WORDS | {
    "joined": _("founded"),
    "left": _("dissolved"),
    "trained": _("now has a team"),
    "other": _("no longer has a team"),
}


@login_required
@require_safe
def indicator_changes(request: HttpRequest, code: str) -> HttpResponse:
    """Show the steps from the number of one day to that of another."""
    asked = read(request)
    positions = scope.positions(request.user)
    scope.require(positions.is_staff)
    definition = definition_or_404(code, asked.on)
    unit_id = unit_asked(request.GET.get("don-vi", ""))
    since, problem = day_of(request.GET.get("tu", "").strip()[:20])
    if not request.GET.get("tu") or since >= asked.on:
        since = month_ends(asked.on, 2)[0]
    try:
        found = changes(code, unit_id, since, asked.on)
    except UnknownIndicator:
        found = None
    may_see = (
        positions.is_province
        if unit_id is None
        else (
            (positions.is_officer or positions.is_province)
            and scope.may_see_names(request.user, unit_id, asked.on)
        )
    )
    if may_see and found:
        audit.record("indicators.changes_seen", by=request.user, about=definition, unit=unit_id,
                     since=since.isoformat(), on=asked.on.isoformat())  # fmt: skip
    counts_units = definition.formula in UNIT_FORMULAS
    context = {
        "asked": asked,
        "since": since,
        "problem": problem or asked.problem,
        "code": code,
        "name": name_of(definition),
        "unit": "" if unit_id is None else str(unit_id),
        "unit_name": unit_label(unit_id, asked),
        "found": found,
        "has_base": definition.formula in WITH_BASE,
        "steps": _steps(found, may_see=may_see, counts_units=counts_units, on=asked.on) if found else [],
    }  # fmt: skip
    return render(request, "indicators/changes.html", context)


def _steps(found: Changes, *, may_see: bool, counts_units: bool, on: dt.date) -> list[dict]:
    words = UNIT_WORDS if counts_units else WORDS
    ids = {pk for step in found.steps for pk in (*step.gained, *step.lost)} if may_see else set()
    if counts_units:
        states = registry.unit_names(ids, on) | registry.unit_names(ids, found.before.as_of)
        names = {pk: state.name for pk, state in states.items()}
    else:
        names = dict(registry.persons().filter(pk__in=ids).values_list("pk", "name"))
    return [
        {
            "step": step,
            "words": words[step.kind],
            "gained": [names[pk] for pk in step.gained[:NAMED] if pk in names],
            "lost": [names[pk] for pk in step.lost[:NAMED] if pk in names],
            "more": max(0, len(step.gained) - NAMED) + max(0, len(step.lost) - NAMED),
        }
        for step in found.steps
    ]
