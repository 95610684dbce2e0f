"""Changing units: a form, a look at what follows, a confirmation, a receipt."""

import datetime as dt
import uuid
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from people import scope
from people.dated import today
from people.models import UnitChange, User
from people.models.units import Kind
from people.queries import unit_names, unit_state
from people.refusal import Refusal
from people.scope.doors import province_or_commune
from people.units.changing import carry_out
from people.units.following import Line
from people.units.orders import Order
from people.units.planning import Plan, plan
from people.views.unit_acts import FORMS, acts_on
from people.views.unit_forms import OrderForm


@province_or_commune
@require_http_methods(["GET", "POST"])
def unit_change(request: HttpRequest, unit_id: int, act: str) -> HttpResponse:
    """Ask for one change of a unit, show what follows, and do what was seen."""
    if (done := _done_before(request)) is not None:
        return redirect("unit_receipt", change_id=done.pk)
    state = unit_state(unit_id, today())
    if state is None or act not in FORMS:
        raise Http404
    probe = Order("keep", today(), "", None, (unit_id,))
    scope.require_may_order(request.user, probe)
    is_province = scope.positions(request.user).is_province
    if act not in dict(acts_on(state, is_province=is_province)):
        raise Http404
    form = FORMS[act](request.POST or None, unit=state)
    if request.method == "GET" or "edit" in request.POST or not form.is_valid():
        is_wrong = request.method == "POST" and "edit" not in request.POST
        return _form_page(request, form, 422 if is_wrong else 200)
    order = form.order()
    scope.require_may_order(request.user, order)
    try:
        if "confirm" in request.POST:
            row = _confirmed(request, order)
            return redirect("unit_receipt", change_id=row.pk)
        found = plan(order)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, form, 422)
    return _preview_page(request, form, found)


@province_or_commune
@require_safe
def unit_receipt(request: HttpRequest, change_id: uuid.UUID) -> HttpResponse:
    """Show what was done, to whoever did it and to the province."""
    row = get_object_or_404(UnitChange.objects.select_related("by__person"), pk=change_id)
    by = cast(User, request.user)
    scope.require(row.by_id == by.pk or scope.positions(by).is_province)
    touches = list(row.touches.exclude(part="carried").order_by("pk"))
    ids = [touch.unit_id for touch in touches]
    named = unit_names(ids, row.on - dt.timedelta(days=1)) | unit_names(ids, row.on)
    heirs = [named[touch.unit_id] for touch in touches if touch.part == "heir"]
    context = {
        "change": row,
        "subjects": [named[touch.unit_id] for touch in touches if touch.part == "subject"],
        "heirs": heirs,
        "lines": [Line(code, count) for code, count in row.followed],
        "to_decide": [
            state
            for state in heirs
            if state.kind == Kind.COMMUNE
            and any(code == f"units:{Kind.TEAM}" for code, _count in row.followed)
        ],
    }
    return render(request, "people/unit_receipt.html", context)


def _done_before(request: HttpRequest) -> UnitChange | None:
    """Return the change that this form made when it was sent before: a second tap."""
    if "confirm" not in request.POST:
        return None
    return UnitChange.objects.filter(pk=_key(request), by=cast(User, request.user)).first()


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError as error:
        raise Http404 from error


def _confirmed(request: HttpRequest, order: Order) -> UnitChange:
    seen = request.POST.get("seen", "")
    return carry_out(order=order, key=_key(request), seen=seen, by=cast(User, request.user))


def _form_page(request: HttpRequest, form: OrderForm, status: int) -> HttpResponse:
    context = {"form": form, "unit": form.unit}
    return render(request, "people/unit_change.html", context, status=status)


def _preview_page(request: HttpRequest, form: OrderForm, found: Plan) -> HttpResponse:
    order = found.order
    into = unit_names([order.into_id] if order.into_id else [], order.on)
    context = {
        "form": form,
        "unit": form.unit,
        "plan": found,
        "into": into.get(order.into_id or 0),
        "key": uuid.uuid4(),
        "starts_later": order.on > today(),
        "started_before": order.on < today(),
    }
    return render(request, "people/unit_preview.html", context)
