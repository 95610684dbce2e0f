"""What has to be said beside a number so that nobody reads more into it than it holds."""

import datetime as dt
from dataclasses import dataclass

from indicators.definitions import HOUSEHOLDS, cited_base
from indicators.measure import village
from indicators.measure.count import with_evidence
from indicators.models import Definition
from people import queries as registry

TEMPLATE, AGE_UNKNOWN, CITED, CITED_LACKS = "template", "age_unknown", "cited", "cited_lacks"
CITED_TOO_SMALL, PSEUDONYMS, NOT_TOLD = "cited_too_small", "pseudonyms", "households_lack"


@dataclass(frozen=True)
class Remark:
    """One thing to be said: ``kind`` says which, the rest fills it in."""

    kind: str
    count: int = 0
    words: str = ""
    on: dt.date | None = None


def remarks(definition: Definition, on: dt.date, counted: int) -> list[Remark]:
    """Return what is to be said beside the province's number on ``on``.

    Args:
        definition: what is counted.
        on: the day counted on.
        counted: the numerator of the province.
    """
    found = [Remark(TEMPLATE)] if definition.is_template else []
    if "cited" in definition.population:
        found.append(_cited(definition, counted))
    years = definition.population.get("min_age")
    if years is not None:
        unknown = registry.persons_of_unknown_age().filter(pk__in=with_evidence(definition, on))
        found += [Remark(AGE_UNKNOWN, count)] if (count := unknown.count()) else []
    if definition.formula in village.FORMULAS:
        found.append(Remark(PSEUDONYMS, definition.accepted["within_months"]))
    if definition.formula == HOUSEHOLDS:
        told = village.unit_counts(definition, on)
        hamlets = registry.units_on(on, kind="hamlet").exclude(unit_id__in=list(told))
        found += [Remark(NOT_TOLD, count)] if (count := hamlets.count()) else []
    return found


def _cited(definition: Definition, counted: int) -> Remark:
    cited = cited_base(definition)
    if cited is None:
        return Remark(CITED_LACKS)
    on = dt.date.fromisoformat(cited["on"])
    kind = CITED if cited["number"] >= counted else CITED_TOO_SMALL
    return Remark(kind, cited["number"], cited["source"], on)
