"""A claim about law, offices or apps, with where it comes from and when to look again."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.blocks.freezing import Json, Keeper, LearningBlock
from courses.blocks.pictures import keep_image


class FactBlock(LearningBlock, blocks.StructBlock):
    """One claim that can go out of date."""

    statement = blocks.TextBlock(label=_("The fact"), rows=2)
    source = blocks.CharBlock(
        label=_("Source"), max_length=250, help_text=_("Number and name of the document.")
    )
    url = blocks.URLBlock(label=_("Address of the source"), required=False)
    valid_from = blocks.DateBlock(label=_("Valid from"), required=False)
    checked_on = blocks.DateBlock(label=_("Checked on"))
    recheck_on = blocks.DateBlock(
        label=_("Check again by"), help_text=_("By this day somebody looks whether it still holds.")
    )

    def clean(self, value: Any) -> Any:
        """Refuse a day to check again that isn't after the last check."""
        value = super().clean(value)
        checked, again = value.get("checked_on"), value.get("recheck_on")
        if checked and again and again <= checked:
            wrong = ValidationError(_("Choose a day after the one on which it was checked."))
            raise StructBlockValidationError(block_errors={"recheck_on": wrong})
        return value

    def freeze(self, value: Any, keep: Keeper = keep_image) -> Json:
        """Return the claim and its dates as ISO days (empty where unknown)."""
        return {
            "statement": value.get("statement") or "",
            "source": value.get("source") or "",
            "url": value.get("url") or "",
            **{name: _iso(value.get(name)) for name in ("valid_from", "checked_on", "recheck_on")},
        }

    class Meta:
        icon = "info-circle"
        label = _("Fact with source")
        description = _("A claim about law, offices or apps, with its source and dates.")
        preview_value = {
            "statement": "Từ 1/7/2024, giấy phép lái xe trên VNeID dùng được như bản giấy.",
            "source": "Nghị định 151/2024/NĐ-CP",
            "url": "",
            "valid_from": dt.date(2024, 7, 1),
            "checked_on": dt.date(2026, 11, 23),
            "recheck_on": dt.date(2027, 2, 23),
        }


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
