"""The forms of a visit: what is asked, and the pseudonym that stands for who was helped."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.accounts.fields import PhoneField
from people.dated import today
from teams import outreach
from teams.models import Visit
from teams.outreach.logging import LARGEST_GROUP


class VisitForm(forms.Form):
    """One visit. Who was helped may stay unsaid; a number is turned into a pseudonym at once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    topic = forms.CharField(max_length=40, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=Visit.Outcome.choices)
    mode = forms.ChoiceField(label=gettext_lazy("Where"), choices=Visit.Mode.choices)
    hamlet = forms.TypedChoiceField(
        label=gettext_lazy("Hamlet"), required=False, coerce=int, empty_value=None
    )
    phone = PhoneField(label=gettext_lazy("Phone of who was helped"), required=False)
    agrees = forms.BooleanField(
        label=gettext_lazy("They agree to get a code by SMS, to confirm this"), required=False
    )
    name = forms.CharField(
        label=gettext_lazy("Name, when there is no phone"), max_length=120, required=False
    )
    birth_year = forms.IntegerField(
        label=gettext_lazy("Year of birth"), min_value=1900, required=False
    )
    present = forms.IntegerField(
        label=gettext_lazy("How many people, when it was a group"),
        min_value=2,
        max_value=LARGEST_GROUP,
        required=False,
    )

    def __init__(self, *args: Any, hamlets: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(pk), name) for pk, name in hamlets.items()]
        self.fields["hamlet"].choices = [("", _("not said")), *rows]  # type: ignore[attr-defined]
        for name in ("phone", "name", "birth_year"):
            self.fields[name].widget.attrs |= {"autocomplete": "off"}

    def clean_birth_year(self) -> int | None:
        """Refuse a year that is still to come."""
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and year > today().year:
            raise forms.ValidationError(_("Write the year like 1965."))
        return year

    def clean(self) -> dict[str, Any]:
        """Ask for the year beside a name, and for a phone where a code is to be sent."""
        found = super().clean() or {}
        if found.get("name") and not found.get("birth_year") and not found.get("phone"):
            self.add_error("birth_year", _("Write the year of birth, too, or leave the name out."))
        if found.get("agrees") and not found.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Write the number to which the code is sent."))
        return found

    def visit(self, team_id: int) -> outreach.NewVisit:
        """Return what was said, with the pseudonym in the place of number or name."""
        said = self.cleaned_data
        handle = outreach.handle_of_phone(said["phone"] or "")
        if not handle and said["name"]:
            handle = outreach.handle_of_name(said["name"], said["birth_year"], said["hamlet"])
        return outreach.NewVisit(
            id=said["id"],
            team_id=team_id,
            topic=said["topic"],
            mode=said["mode"],
            outcome=said["outcome"],
            hamlet_id=said["hamlet"],
            handle=handle,
            present=said["present"],
        )

    @property
    def where(self) -> str:
        """Return where it was, in words: what a visitor needn't say again."""
        mode, hamlet = str(self["mode"].value() or ""), str(self["hamlet"].value() or "")
        said = [dict(self.fields["mode"].choices).get(mode)]  # type: ignore[attr-defined]
        said += [dict(self.fields["hamlet"].choices).get(hamlet)] if hamlet else []  # type: ignore[attr-defined]
        return " · ".join(str(word) for word in said if word)

    @property
    def wrong_where(self) -> bool:
        """Return whether what is wrong stands among the fields of where it was."""
        return bool(self.errors.keys() & {"mode", "hamlet"})

    @property
    def wrong_who(self) -> bool:
        """Return whether what is wrong stands among the fields of who it was."""
        return bool(self.errors.keys() & {"phone", "name", "birth_year", "present", "__all__"})
