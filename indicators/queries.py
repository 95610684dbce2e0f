"""Numbers that upper floors and the public page show."""

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import get_language

from indicators.definitions import definitions_on
from indicators.formulas.number import Number
from indicators.measure import measure

_KEPT = 3600


@dataclass(frozen=True)
class PublicNumber:
    """A number with its names; safe for everybody, for it is the whole province's."""

    code: str
    name_vi: str
    name_en: str
    number: Number

    @property
    def name(self) -> str:
        """Return the name in the language of the page."""
        return self.name_en if get_language() == "en" else self.name_vi


def public_numbers(on: dt.date) -> list[PublicNumber]:
    """Return the whole province's numbers on ``on``; computed at most once an hour."""
    key = f"indicators:public:{on:%Y%m%d}"
    found = cache.get(key)
    if found is None:
        found = [
            PublicNumber(row.code, row.name_vi, row.name_en, measure(row, on, by="").total)
            for row in definitions_on(on)
        ]
        cache.set(key, found, _KEPT)
    return found
