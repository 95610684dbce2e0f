"""Which changes a unit's page offers, under which addresses."""

import datetime as dt
from typing import Any

from people.models import UnitState
from people.models.units import Kind
from people.views.unit_forms import (
    MergeForm,
    MoveForm,
    OpenForm,
    OrderForm,
    ReclassifyForm,
    RenameForm,
    SplitForm,
    kinds_below,
)

FORMS: dict[str, type[OrderForm]] = {
    "doi-ten": RenameForm,
    "phan-loai": ReclassifyForm,
    "chuyen": MoveForm,
    "nhap": MergeForm,
    "tach": SplitForm,
    "mo": OpenForm,
    "dong": OrderForm,
}


def acts_on(state: UnitState, *, is_province: bool) -> list[tuple[str, Any]]:
    """Return the changes that make sense for a unit, as (address, title)."""
    left_out = set()
    if state.kind == Kind.PROVINCE:
        left_out |= {"chuyen", "nhap", "tach", "dong"}
    if state.kind not in (Kind.PROVINCE, Kind.COMMUNE):
        left_out.add("phan-loai")
    if state.kind in (Kind.COMMUNE, Kind.DEPARTMENT):
        left_out.add("chuyen")
    if state.kind == Kind.TEAM and not is_province:
        left_out |= {"tach"}
    if not kinds_below(state.kind):
        left_out.add("mo")
    return [(name, form.title) for name, form in FORMS.items() if name not in left_out]


def asked_day(text: str) -> dt.date | None:
    """Return the day that somebody asked for in an address; None where it is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
