"""What an address asks for: a day, a column, a direction, a text. Never trusted, never lost."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from indicators.dashboards.province import View
from indicators.definitions import definition_on
from indicators.formulas.table import SORT_KEYS
from indicators.models import Definition
from people.dated import today

FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
EARLIEST_ASKED = dt.date(2022, 1, 1)
DOWN = "giam"


@dataclass(frozen=True)
class Asked:
    """The page's query after reading; ``problem`` says in words what could not be used."""

    on: dt.date
    typed_day: str
    view: View
    problem: str

    def query(self, **changes: str) -> str:
        """Return the query string of this page with ``changes``."""
        kept = {
            "ngay": self.on.isoformat() if self.on != today() else "",
            "sap-xep": self.view.key,
            "huong": DOWN if self.view.descending else "",
            "tim": self.view.text,
        }
        asked = kept | changes
        return urlencode({key: value for key, value in asked.items() if value})


def read(request: HttpRequest) -> Asked:
    """Read the query of ``request``; what is wrong falls back and is said."""
    typed = request.GET.get("ngay", "").strip()[:20]
    on, problem = day_of(typed)
    key = request.GET.get("sap-xep", "ma")
    return Asked(
        on=on,
        typed_day=typed or on.isoformat(),
        view=View(
            key=key if key in SORT_KEYS else "ma",
            descending=request.GET.get("huong") == DOWN,
            text=" ".join(request.GET.get("tim", "").split())[:80],
        ),
        problem=problem,
    )


def definition_or_404(code: str, on: dt.date) -> Definition:
    """Return the definition in force on ``on``."""
    found = definition_on(code, on)
    if found is None:
        raise Http404
    return found


def day_of(typed: str) -> tuple[dt.date, str]:
    """Return the day that was typed, and what is wrong with it; today where it can't be used."""
    if not typed:
        return today(), ""
    try:
        day = forms.DateField(input_formats=FORMATS).clean(typed)
    except forms.ValidationError:
        return today(), _("“%(day)s” is no date. Write it like 30/9/2026.") % {"day": typed}
    if day > today():
        return today(), _("That day is still to come, so you see today's numbers.")
    if day < EARLIEST_ASKED:
        return today(), _("There are no numbers before 1/1/2022, so you see today's.")
    return day, ""
