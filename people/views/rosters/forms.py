"""What is asked of officers who take in lists of people."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.dated import today
from people.models import User
from people.models.memberships import Category
from people.models.units import Kind
from people.registry.rosters.columns import FIELDS
from people.registry.rosters.reaching import units_for
from people.registry.rosters.reading import MAX_BYTES

UNUSED = "-"


class RosterForm(forms.Form):
    """Whose people, as what, from which day; and the list."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Whose people are they?"), coerce=int)
    category = forms.ChoiceField(
        label=gettext_lazy("In which capacity?"),
        choices=Category.choices,
        initial=Category.TEAM_MEMBER,
    )
    since = forms.DateField(
        label=gettext_lazy("Members from which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the day like 30/9/2026.")},
    )
    is_whole = forms.BooleanField(
        label=gettext_lazy("This list names everybody of the unit"),
        help_text=gettext_lazy(
            "Then you are shown which members are no longer on it. Nobody is taken out by itself."
        ),
        required=False,
    )
    file = forms.FileField(
        label=gettext_lazy("The list"),
        help_text=gettext_lazy("Excel (XLSX) or CSV, as it came from the commune, at most 30 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.ods,.txt"}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[int, str]]] = {}
        for state in units_for(by):
            groups.setdefault(state.kind, []).append((state.unit_id, state.name))
        order = [Kind.COMMUNE, Kind.DEPARTMENT, Kind.PROVINCE]
        kinds = [*order, *(kind for kind in Kind if kind not in order)]
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            (kind.label, groups[kind]) for kind in kinds if kind in groups
        ]
        self.fields["since"].initial = today()

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 30 MB. Split it into several."))
        return file


class ColumnsForm(forms.Form):
    """Which column is what."""

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

    def clean(self) -> dict[str, Any]:
        """Refuse two columns for one thing."""
        given = super().clean() or {}
        chosen = [name for name in given.values() if name != UNUSED]
        for name in {one for one in chosen if chosen.count(one) > 1}:
            said = _("Two columns are marked as “%(field)s”. Keep one.")
            self.add_error(None, said % {"field": FIELDS[name]})
        return given

    def chosen(self) -> dict[int, str]:
        """Return the field of each column that is of interest."""
        return {
            int(name.removeprefix("column_")): field
            for name, field in self.cleaned_data.items()
            if field != UNUSED
        }
