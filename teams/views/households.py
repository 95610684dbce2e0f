"""Households of hamlets: the commune writes down how many there are, and sees how many were reached."""

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from people.dated import today
from people.refusal import Refusal
from people.scope import positions
from teams.outreach.households import MOST, Coverage, coverage, hamlets_under, set_households
from teams.views.assigning import open_territory

if TYPE_CHECKING:
    from people.models import User


class HouseholdsForm(forms.Form):
    """The number of households of each hamlet of a commune; what stays empty stays as it was."""

    source = forms.CharField(
        label=gettext_lazy("Where the numbers are from"),
        max_length=120,
        help_text=gettext_lazy("For instance: list of households of the commune, October 2026"),
    )
    since = forms.DateField(
        label=gettext_lazy("True from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the day like 31/12/2026.")},
    )

    def __init__(self, *args: Any, rows: list[Coverage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[f"so_{row.hamlet_id}"] = forms.IntegerField(
                label=row.name,
                required=False,
                min_value=1,
                max_value=MOST,
                initial=row.households,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
        self.order_fields([*(f"so_{row.hamlet_id}" for row in rows), "source", "since"])

    def clean_since(self) -> dt.date:
        """Refuse a day that is still to come."""
        day: dt.date = self.cleaned_data["since"]
        if day > today():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def numbers(self) -> dict[int, int]:
        """Return the numbers that were written, by hamlet."""
        said = {row.hamlet_id: self.cleaned_data[f"so_{row.hamlet_id}"] for row in self.rows}
        return {pk: number for pk, number in said.items() if number is not None}


@login_required
@require_http_methods(["GET", "POST"])
def households(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show how many households of each hamlet were reached; take the commune's numbers in."""
    unit = open_territory(request, unit_id)
    by, day = cast("User", request.user), today()
    may_write = unit_id in positions(by).roles.get("commune_officer", frozenset())
    rows = coverage(hamlets_under(unit_id, day), day)
    form, status = HouseholdsForm(rows=rows, initial={"since": day}), 200
    if request.method == "POST":
        form = HouseholdsForm(request.POST, rows=rows)
        if form.is_valid() and _written(request, form, unit_id, by):
            return redirect("households", unit_id=unit_id)
        status = 422
    known = [row for row in rows if row.households is not None]
    context = {
        "unit": unit,
        "unit_id": unit_id,
        "rows": rows,
        "known": len(known),
        "total": sum(row.households or 0 for row in known),
        "reached": sum(row.most_reached or 0 for row in known),
        "sources": sorted({(row.source, row.since) for row in known}),
        "form": form,
        "may_write": may_write,
        "is_open": status == 422 or not known,
    }
    return render(request, "teams/outreach/households.html", context, status=status)


def _written(request: HttpRequest, form: HouseholdsForm, unit_id: int, by: "User") -> bool:
    said = form.cleaned_data
    try:
        count = set_households(
            commune_id=unit_id,
            numbers=form.numbers(),
            source=said["source"],
            since=said["since"],
            by=by,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    if count:
        messages.success(request, _("Written down for %(n)s hamlets.") % {"n": count})
    else:
        messages.info(request, _("Nothing changed: these numbers stood already."))
    return True
