"""What learners say about training elsewhere, and what officers answer."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.models import Dispute, Equivalence
from certificates.recognition.requests import MAX_BYTES
from certificates.views.recognition_forms import DAY, standing_decisions
from people.dated import today

ANSWER: dict[str, Any] = {"max_length": 1_000, "widget": forms.Textarea(attrs={"rows": 3})}


class WrongForm(forms.Form):
    """What is wrong with a record."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=Dispute.Kind.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("For example the right day."),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PaperForm(forms.Form):
    """A certificate from elsewhere."""

    course = forms.CharField(label=gettext_lazy("Course on the certificate"), max_length=200)
    provider = forms.CharField(label=gettext_lazy("Who gave it"), max_length=160)
    on = forms.DateField(label=gettext_lazy("Completed on"), **DAY)
    file = forms.FileField(
        label=gettext_lazy("Picture or PDF of the certificate"),
        help_text=gettext_lazy("At most 8 MB. Whoever answers for your commune looks at it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,.pdf"}),
    )

    def clean_on(self) -> dt.date:
        """Refuse a day that is still to come."""
        day: dt.date = self.cleaned_data["on"]
        if day > today():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 8 MB. Take the picture anew."))
        return file


class DisputeForm(forms.Form):
    """What was found, in words for the learner."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What did you find?"),
        choices=[
            (Dispute.Outcome.UPHELD, gettext_lazy("The record is wrong: take it back")),
            (Dispute.Outcome.CORRECTED, gettext_lazy("Only the day is wrong: put it right")),
            (Dispute.Outcome.DECLINED, gettext_lazy("The record is right: leave it")),
        ],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=gettext_lazy("The right day"), required=False, **DAY)
    answer = forms.CharField(label=gettext_lazy("Answer to the learner"), **ANSWER)

    def clean(self) -> dict[str, Any]:
        """Ask for the right day where that is what was wrong."""
        given = super().clean() or {}
        if given.get("outcome") == Dispute.Outcome.CORRECTED and not given.get("on"):
            self.add_error("on", _("Write the right day."))
        return given


class ReviewForm(forms.Form):
    """Whether a paper is recognised, and as what."""

    decision: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Recognise it as"),
        queryset=Equivalence.objects.none(),
        empty_label=gettext_lazy("not recognised"),
        required=False,
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer to the learner"),
        required=False,
        **ANSWER,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        field.queryset = standing_decisions()  # type: ignore[attr-defined]
        field.label_from_instance = _said  # type: ignore[attr-defined]


def _said(row: Equivalence) -> str:
    return f"{row.source.name}: {row.course} (E{row.max_grade})"
