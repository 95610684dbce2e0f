"""A living catalogue of the components, for those who build pages; only where nothing is real."""

import datetime as dt

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.formulas.number import Number

SCENES = (
    "home", "welcome", "done", "empty", "search", "team",
    "missing", "closed", "wait", "again", "broken", "offline",
)  # fmt: skip


class SampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label=_("Full name"), help_text=_("As on your papers."))
    year = forms.IntegerField(label=_("Year of birth"), min_value=1900, max_value=2020)
    course = forms.ChoiceField(label=_("Course"), choices=[("a", "VNeID"), ("b", "Internet")])
    ready = forms.ChoiceField(
        label=_("Ready?"), widget=forms.RadioSelect, choices=[("y", _("Yes")), ("n", _("No"))]
    )
    agree = forms.BooleanField(label=_("I agree"))


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Show every component once, with the longest content it must bear."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    return render(
        request,
        "patterns/patterns.html",
        {
            "form": SampleForm(data={"name": "", "year": "1850", "course": "a"}),
            "page": Paginator(range(500), 20).page(7),
            "number": Number(21744, 24000, dt.date(2026, 9, 30), "officials-trained", 1),
            "crumbs": [(_("Courses"), "#"), (_("Getting to know VNeID"), "#"), (_("Lesson"), "")],
            "states": ["done", "doing", "todo", "stuck", "late", "void"],
            "tones": ["info", "tip", "success", "warning", "error"],
            "scenes": SCENES,
        },
    )
