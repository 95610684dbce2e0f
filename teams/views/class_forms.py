"""What is said of a class: when it is opened, when somebody is added, when its state changes."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses import queries as study
from people.accounts.fields import PhoneField

_MINUTES = "%Y-%m-%dT%H:%M"


class ClassForm(forms.Form):
    """Topic, place, time and, where it is about one, the course."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    topic = forms.CharField(label=_("What is it about?"), max_length=160)
    place = forms.CharField(label=_("Where?"), max_length=160)
    starts_at = forms.DateTimeField(
        label=_("When does it begin?"),
        input_formats=[_MINUTES, "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MINUTES),
    )
    family: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=_("About which course?"),
        empty_label=_("No course in particular"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"] |= {"id": uuid.uuid4(), "starts_at": timezone.localtime()}
        super().__init__(*args, **kwargs)
        self.fields["family"].queryset = study.families().filter(origin="own")  # type: ignore[attr-defined]


class AddForm(forms.Form):
    """Somebody who came without a phone that reads the code."""

    phone = PhoneField()
    # Chosen when several people share the number.
    person = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why a list is corrected, or a class wasn't held."""

    reason = forms.CharField(label=_("Why?"), max_length=200, required=False)
