"""Sets what is to be reached by a day; a changed target is another row, and the last one holds."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from indicators.defining.problems import Problem
from indicators.defining.publishing import NotPublishable, may_define
from indicators.models import Definition, Target
from people import audit
from people import queries as registry
from people.refusal import Refusal

if TYPE_CHECKING:
    from people.models import User

_LEAST_SOURCE = 10


def set_target(
    *, code: str, level: str, percent: Decimal, due: dt.date, source: str, by: "User"
) -> Target:
    """Set the share that ``code`` is to reach by ``due``; what was set before stays readable.

    Args:
        code: the indicator's.
        level: "whole" for the province, "commune" for every commune.
        percent: above 0, up to 100.
        due: the last day of the period.
        source: the document that sets it, with number and day.
        by: the account that enters it.

    Raises:
        NotPublishable: something is wrong; its problems name the fields.
        Refusal: no right, or somebody set another one at the same moment.
    """
    if not may_define(by):
        raise Refusal("no_right", _("Only the province's staff set targets."))
    problems = _problems(code, level, percent, source)
    if problems:
        raise NotPublishable(problems)
    unit = registry.province_unit()
    try:
        with transaction.atomic():
            same = Target.objects.filter(code=code, unit=unit, level=level, by=due)
            last = same.order_by("-revision").values_list("revision", flat=True).first() or 0
            made = Target.objects.create(
                code=code, unit=unit, level=level, percent=percent, by=due, source=source.strip(),
                revision=last + 1, entered_by=by,
            )  # fmt: skip
            audit.record(
                "indicators.target_set", by=by, about=made, indicator=code, level=level,
                percent=str(percent), due=due.isoformat(), source=source,
            )  # fmt: skip
            return made
    except IntegrityError as error:
        raise Refusal("overtaken", _("Somebody else set this target meanwhile.")) from error


def _problems(code: str, level: str, percent: Decimal, source: str) -> list[Problem]:
    found = []
    if not Definition.objects.filter(code=code).exists():
        found.append(Problem("code", "reference", _("Choose an indicator.")))
    if level not in Target.Level.values:
        found.append(Problem("level", "choice", _("Choose one of the list.")))
    if not (percent.is_finite() and 0 < percent <= 100):
        found.append(Problem("percent", "percent", _("A share from above nought to 100.")))
    if len(source.strip()) < _LEAST_SOURCE:
        found.append(Problem("source", "source", _("Say which document sets it, with its day.")))
    return found
