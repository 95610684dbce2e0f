"""Lists of people that leave the site as files: asked for with a reason, and with safe cells."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from people.text import tidy

# A spreadsheet runs a cell that begins with one of these.
_RUNS = ("=", "+", "-", "@", "\t", "\r")


class Why(models.TextChoices):
    """What a list of people may be taken along for."""

    REPORT = "report", _("For a report to the level above")
    CHECK = "check", _("To check it against another list")
    CALL = "call", _("To call people or invite them to a class")
    OTHER = "other", _("For something else")


class Reason(NamedTuple):
    """Why somebody wants the file; ``page`` asks for it as long as it isn't known."""

    why: str
    words: str
    page: HttpResponse | None


class ReasonForm(forms.Form):
    """Why the list is wanted; "something else" needs words."""

    why = forms.ChoiceField(
        label=_("What do you need the list for?"), choices=Why.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In a few words"),
        max_length=200,
        required=False,
        help_text=_("For instance the number of the document that asks for it."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where the choice says too little."""
        found = super().clean() or {}
        found["words"] = tidy(found.get("words", ""))
        if found.get("why") == Why.OTHER and not found["words"]:
            self.add_error("words", _("Say in a few words what it is for."))
        return found


def reason_for(request: HttpRequest, *, title: str, people: int, back: str) -> Reason:
    """Return why the visitor wants the list, or the page that asks them.

    The caller answers with ``page`` when there is one; else it records the reason and sends the file.

    Args:
        request: a GET shows the question; a POST of the form answers it.
        title: what the list is, in the visitor's language.
        people: how many people it names.
        back: the address of the page the visitor comes from.
    """
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return Reason(form.cleaned_data["why"], form.cleaned_data["words"], None)
    context = {"form": form, "title": title, "people": people, "back": back}
    status = 422 if form.is_bound else 200
    return Reason("", "", render(request, "people/export_reason.html", context, status=status))


def safe(value: object) -> str:
    """Return ``value`` as a cell; text that a spreadsheet would run gets a quote before it."""
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_RUNS) else text


def csv_line(cells: Iterable[object]) -> str:
    """Return one line of a CSV file with safe cells and the end of a line that Excel expects."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([safe(cell) for cell in cells])
    return buffer.getvalue()


def rejected_lines(
    headers: Iterable[str], cells: dict[int, list[str]], rejected: Iterable[dict[str, Any]]
) -> Iterator[str]:
    """Return the lines of a file with what was rejected of a list, each with why and what to do.

    Args:
        headers: of the list.
        cells: what its lines say, by line number.
        rejected: "row", "message", "fix" and "more" of each, as a report has them.
    """
    heads = list(headers)
    yield csv_line([*heads, _("Line"), _("Why it was rejected"), _("What to do")])
    for one in rejected:
        told = list(cells.get(one["row"], ()))[: len(heads)]
        told += [""] * (len(heads) - len(told))
        every = [one, *one.get("more", ())]
        why = " ".join(each["message"] for each in every)
        yield csv_line([*told, one["row"], why, " ".join(each["fix"] for each in every)])
