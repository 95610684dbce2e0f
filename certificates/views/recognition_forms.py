"""What is asked of staff who take in lists of completions."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.models import Equivalence, RecognitionSource
from certificates.recognition.columns import FIELDS
from courses.queries import families
from people.dated import today
from people.registry.rosters.reading import MAX_BYTES

DAY: dict[str, Any] = {
    "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    "error_messages": {"invalid": gettext_lazy("Write the day like 31/12/2026.")},
}
# What a form says of a column that holds nothing of interest.
UNUSED = "-"


class FileForm(forms.Form):
    """Whose list, and the list."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("Where the list comes from"),
        queryset=RecognitionSource.objects.order_by("name"),
        empty_label=gettext_lazy("Choose"),
    )
    file = forms.FileField(
        label=gettext_lazy("The list"),
        help_text=gettext_lazy("Excel (XLSX), ODS or CSV, at most 30 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 30 MB. Split it into several."))
        return file


class SourceForm(forms.Form):
    """A new source."""

    name = forms.CharField(
        label=gettext_lazy("Name of the source"),
        help_text=gettext_lazy("As people here call it, for example OneTouch."),
        max_length=160,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of source it is"),
        choices=RecognitionSource.Kind.choices,
        widget=forms.RadioSelect,
    )
    vouched_by = forms.CharField(
        label=gettext_lazy("Who answers for its lists"),
        help_text=gettext_lazy("An office, for example the Department of Home Affairs."),
        max_length=200,
    )


class ColumnsForm(forms.Form):
    """Which column is what, and what holds for all lines."""

    def __init__(
        self,
        *args: Any,
        headers: Sequence[str],
        examples: Mapping[int, Sequence[str]],
        guessed: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(UNUSED, gettext_lazy("not needed")), *FIELDS.items()]
        for place, header in enumerate(headers):
            seen = [text for text in examples.get(place, ()) if text]
            if not header and not seen:
                continue
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=header or _("Column %(number)s") % {"number": place + 1},
                help_text=" · ".join(seen),
                choices=choices,
                initial=guessed.get(str(place), UNUSED),
            )
        self.fields["course"] = forms.CharField(
            label=_("Course of all lines"),
            help_text=_("Only where no column says it."),
            required=False,
            max_length=200,
        )
        self.fields["on"] = forms.DateField(
            label=_("Day of completion of all lines"),
            help_text=_("Only where no column says it."),
            required=False,
            **DAY,
        )

    def clean(self) -> dict[str, Any]:
        """Refuse two columns for one thing."""
        given = super().clean() or {}
        chosen = [
            field for name, field in given.items() if name.startswith("column_") and field != UNUSED
        ]
        twice = {field for field in chosen if chosen.count(field) > 1}
        for field in twice:
            said = _("Two columns are marked as “%(field)s”. Keep one.")
            self.add_error(None, said % {"field": FIELDS[field]})
        return given

    def chosen(self) -> dict[int, str]:
        """Return the field of each column that is of interest."""
        return {
            int(name.removeprefix("column_")): field
            for name, field in self.cleaned_data.items()
            if name.startswith("column_") and field != UNUSED
        }


class DecisionForm(forms.Form):
    """What a source's course is recognised as."""

    course = forms.CharField(
        label=gettext_lazy("Course as the lists write it"),
        help_text=gettext_lazy("Its name or code; marks and capitals don't matter."),
        max_length=200,
    )
    counts_as = forms.ModelChoiceField(
        label=gettext_lazy("Worth our course"),
        queryset=families().none(),
        empty_label=gettext_lazy("none: it counts as digital skills in general"),
        required=False,
    )
    max_grade = forms.ChoiceField(
        label=gettext_lazy("How good the evidence is"),
        choices=[
            ("1", gettext_lazy("E1: reported by the source")),
            ("2", gettext_lazy("E2: as good as a test passed here; needs a decision")),
        ],
        widget=forms.RadioSelect,
        initial="1",
    )
    valid_from = forms.DateField(
        label=gettext_lazy("For completions from"), initial=dt.date(2022, 1, 1), **DAY
    )
    decided_by = forms.CharField(label=gettext_lazy("Decided by"), max_length=200)
    decision_number = forms.CharField(
        label=gettext_lazy("Number of the decision"), required=False, max_length=60
    )
    decided_on = forms.DateField(label=gettext_lazy("Day of the decision"), required=False, **DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = families().filter(origin="own")
        self.fields["counts_as"].queryset = own  # type: ignore[attr-defined]

    def clean_decided_on(self) -> dt.date | None:
        """Refuse a decision that is still to come."""
        day = self.cleaned_data["decided_on"]
        if day is not None and day > today():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class ReasonForm(forms.Form):
    """Why something is taken back, or a list is taken along."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def standing_decisions() -> QuerySet[Equivalence]:
    """Return the decisions that hold without end, by source and course."""
    rows = Equivalence.objects.filter(valid_to__isnull=True).select_related("source")
    return rows.order_by("source__name", "course")
