"""What an officer fills in to change a unit; each form gives an order."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.dated import today
from people.models import UnitState
from people.models.changes import UnitChange
from people.models.units import Kind
from people.queries import units_on
from people.units.orders import PARENTS, Order, Part
from people.units.sense import FEWEST_PARTS

What = UnitChange.What
NEW = "new"
# How many parts a split may have, and how many units are merged with one at once.
PARTS, OTHERS = 4, 3
# Teams are founded on a page of their own; communes and departments lie under the province.
OPENED_HERE = (Kind.COMMUNE, Kind.DEPARTMENT, Kind.HAMLET, Kind.OFFICE, Kind.SCHOOL)


def day_field(label: Any, **more: Any) -> forms.DateField:
    """Return a field for a day, as phones show it best."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 30/9/2026.")},
        **more,
    )


def _name(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=160, **more)


def _code(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=20, required=False, **more)


class OrderForm(forms.Form):
    """What every change needs: from which day, by which decision."""

    what = What.CLOSE
    title = _("Close the unit")
    help = _("Its members' and officers' places there end on that day. What was before stays.")

    field_order: tuple[str, ...] | None = None

    def __init__(self, *args: Any, unit: UnitState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["on"] = day_field(_("From which day?"), initial=today)
        self.fields["decision"] = forms.CharField(
            label=_("Number of the decision"),
            help_text=_("For example: 12/NQ-HĐND"),
            max_length=120,
        )
        self.fields["decided_on"] = day_field(_("Day of the decision"))

    def order(self) -> Order:
        """Return what was filled in, as an order."""
        return self._ordered()

    def _ordered(self, **more: Any) -> Order:
        data = self.cleaned_data
        facts = {"unit_ids": (self.unit.unit_id,), **more}
        return Order(
            what=self.what,
            on=data["on"],
            decision=" ".join(data["decision"].split()),
            decided_on=data["decided_on"],
            **facts,
        )

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the fields as they are shown: a title folds its fields away."""
        return [("", [self[name] for name in self.fields])]

    def choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        """Give a field its choices."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class RenameForm(OrderForm):
    """Another name."""

    what = What.RENAME
    title = _("Rename the unit")
    help = _("On days before, it keeps its old name.")
    name = _name(_("New name"))

    def order(self) -> Order:
        """Return the order with the name."""
        return self._ordered(parts=(Part(self.cleaned_data["name"]),))


class ReclassifyForm(OrderForm):
    """Another sort of place: xã to phường."""

    what = What.RECLASSIFY
    title = _("Reclassify the unit")
    help = _("A commune becomes a ward, for example. Write the full new name.")
    name = _name(_("Full new name"), help_text=_("For example: Phường Tân Phú"))
    code = _code(_("New code"), help_text=_("Leave it empty if the code stays."))

    def order(self) -> Order:
        """Return the order with name and code."""
        data = self.cleaned_data
        return self._ordered(parts=(Part(data["name"], data["code"].strip()),))


class MoveForm(OrderForm):
    """Another parent."""

    what = What.MOVE
    title = _("Move the unit")
    help = _("The unit and all that lies in it goes under another one from that day on.")
    into = forms.TypedChoiceField(label=_("Under which unit?"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = PARENTS.get(self.unit.kind, frozenset())
        states = units_on(today()).filter(kind__in=kinds).order_by("name_folded", "unit_id")
        there = states.exclude(unit_id=self.unit.parent_id or 0)
        self.choose("into", [(state.unit_id, state.name) for state in there])

    def order(self) -> Order:
        """Return the order with the new parent."""
        return self._ordered(into_id=self.cleaned_data["into"])


class MergeForm(OrderForm):
    """With which others, and who goes on."""

    what = What.MERGE
    title = _("Merge units")
    help = _("People, roles and everything below go to the unit that goes on.")
    heir = forms.ChoiceField(label=_("Which unit goes on?"), widget=forms.RadioSelect)
    name = _name(
        _("Name of the new unit"), required=False, help_text=_("Only when a new unit begins.")
    )
    code = _code(_("Code of the new unit"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        beside = units_on(today(), kind=self.unit.kind).filter(parent_id=self.unit.parent_id)
        choices = [
            (state.unit_id, state.name)
            for state in beside.exclude(unit_id=self.unit.unit_id).order_by("name_folded")
        ]
        for number in range(1, OTHERS + 1):
            field = forms.TypedChoiceField(
                label=_("Merge with") if number == 1 else _("and with"),
                coerce=int,
                empty_value=None,
                required=number == 1,
            )
            self.fields[f"other{number}"] = field
            self.choose(f"other{number}", [("", _("choose")), *choices])
        others = [f"other{number}" for number in range(1, OTHERS + 1)]
        self.order_fields([*others, "heir", "name", "code"])
        self.choose(
            "heir",
            [
                (NEW, _("A new unit")),
                ("this", self.unit.name),
                ("other", _("The first one chosen above")),
            ],
        )

    def clean(self) -> dict[str, Any]:
        """Ask for a name where a new unit begins."""
        data = super().clean() or self.cleaned_data
        if data.get("heir") == NEW and not (data.get("name") or "").strip():
            self.add_error("name", _("Write the name of the unit."))
        return data

    def order(self) -> Order:
        """Return the order; the unit that goes on isn't among those that end."""
        data = self.cleaned_data
        others = [data[f"other{number}"] for number in range(1, OTHERS + 1)]
        units = [self.unit.unit_id, *[unit for unit in others if unit is not None]]
        if data["heir"] == NEW:
            part = Part(data["name"], data["code"].strip())
            return self._ordered(unit_ids=tuple(units), parts=(part,))
        heir = units[0] if data["heir"] == "this" else units[1]
        rest = list(units)
        rest.remove(heir)
        return self._ordered(unit_ids=tuple(rest), into_id=heir)


class SplitForm(OrderForm):
    """Into which parts, and what goes where."""

    what = What.SPLIT
    title = _("Split the unit")
    help = _("People of the unit itself, and what isn't told otherwise, go to the first part.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = []
        for number in range(1, PARTS + 1):
            asked = {"number": number}
            self.fields[f"name{number}"] = _name(
                _("Name of part %(number)s") % asked, required=number <= FEWEST_PARTS
            )
            self.fields[f"code{number}"] = _code(_("Code of part %(number)s") % asked)
            first += [f"name{number}", f"code{number}"]
        below = units_on(today()).filter(parent_id=self.unit.unit_id)
        self.below = sorted(below, key=lambda state: (state.kind, _by_number(state.name_folded)))
        parts = [(number, _("Part %(number)s") % {"number": number + 1}) for number in range(PARTS)]
        for state in self.below:
            field = forms.TypedChoiceField(label=state.name, coerce=int, choices=parts, initial=0)
            self.fields[f"unit{state.unit_id}"] = field
        self.order_fields(first)

    def order(self) -> Order:
        """Return the order with its parts."""
        data = self.cleaned_data
        parts = [
            Part(data[f"name{number}"], data[f"code{number}"].strip())
            for number in range(1, PARTS + 1)
            if data[f"name{number}"].strip()
        ]
        told = [(state.unit_id, data[f"unit{state.unit_id}"]) for state in self.below]
        goes = tuple((unit, part) for unit, part in told if part)
        return self._ordered(parts=tuple(parts), goes=goes)

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return two parts and the decision, then what few need, then the units below."""
        units = [f"unit{state.unit_id}" for state in self.below]
        rare = [
            f"{what}{number}"
            for number in range(FEWEST_PARTS + 1, PARTS + 1)
            for what in ("name", "code")
        ]
        plain = [name for name in self.fields if name not in {*units, *rare}]
        shown = [("", plain), (_("More parts"), rare), (_("What goes to which part"), units)]
        return [(title, [self[name] for name in names]) for title, names in shown if names]


class OpenForm(OrderForm):
    """A new unit under this one."""

    what = What.OPEN
    title = _("Open a unit under this one")
    help = _("It comes from no other unit. For one that does, merge or split.")
    kind = forms.ChoiceField(label=_("Kind of unit"))
    name = _name(_("Full name"))
    code = _code(_("Code"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("kind", [(kind, kind.label) for kind in kinds_below(self.unit.kind)])

    def order(self) -> Order:
        """Return the order to open it here."""
        data = self.cleaned_data
        part = Part(data["name"], data["code"].strip())
        return self._ordered(
            unit_ids=(), into_id=self.unit.unit_id, kind=data["kind"], parts=(part,)
        )


def _by_number(name: str) -> list[tuple[int, str]]:
    """Return a key that puts "khu pho 2" before "khu pho 10"."""
    parts = re.split(r"(\d+)", name)
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts]


def kinds_below(kind: str) -> list[Kind]:
    """Return the kinds of units that may be opened under one of ``kind``."""
    return [below for below in OPENED_HERE if kind in PARENTS[below]]
