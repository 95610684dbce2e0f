"""Makes a draft the version in force from a day on; of two at once one wins."""

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from indicators.defining.counting import rebuild
from indicators.defining.drafts import Draft
from indicators.defining.problems import Problem
from indicators.defining.validating import newest_version, validate
from indicators.definitions import PERSONS, RATIO
from indicators.models import Definition
from people import audit
from people.refusal import Refusal
from people.scope import positions

if TYPE_CHECKING:
    from people.models import User

LEAST_REASON = 10
# Formulas of which counts are stored.
STORED = (RATIO, PERSONS)


class NotPublishable(Refusal):
    """The draft has problems; ``problems`` names them all."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("not_publishable", _("The draft has mistakes: nothing was published."))
        self.problems = problems


def may_define(user: object) -> bool:
    """Return whether ``user`` may publish definitions and set targets: the province's staff."""
    held = positions(user)
    return held.is_province or held.is_administrator


def publish(*, draft: Draft, by: "User", reason: str, begin: dt.date) -> Definition:
    """Publish ``draft`` as a new version that holds from ``begin``; the one before ends that day.

    Stored counts of the new version are made in the background; until they stand its numbers are
    counted from the history.

    Args:
        draft: what is to hold; its own ``valid_from`` plays no part.
        by: the account that publishes.
        reason: why, for whoever looks at the history later.
        begin: the first day on which it holds.

    Raises:
        NotPublishable: something is wrong with the draft.
        Refusal: no right, no reason, or somebody published another version meanwhile.
    """
    if not may_define(by):
        raise Refusal("no_right", _("Only the province's staff publish definitions."))
    if len(reason.strip()) < LEAST_REASON:
        raise NotPublishable([Problem("reason", "reason", _("Say in a sentence why."))])
    dated = dataclasses.replace(draft, valid_from=begin)
    if (found := newest_version(draft.code)) and found.version != draft.based_on:
        raise _overtaken()
    problems = validate(dated)
    if problems:
        raise NotPublishable(problems)
    try:
        return _publish(dated, by, reason.strip(), begin)
    except IntegrityError as error:
        # Both read the same newest version, and the other one wrote first.
        raise _overtaken() from error


@transaction.atomic
def _publish(draft: Draft, by: "User", reason: str, begin: dt.date) -> Definition:
    open_rows = Definition.objects.filter(code=draft.code, valid_to__isnull=True)
    held = open_rows.select_for_update().first()
    if (held.version if held else 0) != draft.based_on:
        raise _overtaken()
    if held is not None:
        open_rows.filter(pk=held.pk).update(valid_to=begin)
    made = draft.as_definition()
    made.reason = reason
    made.by = by
    made.save(force_insert=True)
    audit.record(
        "indicators.definition_published", by=by, about=made, indicator=made.code,
        version=made.version, valid_from=begin.isoformat(), reason=reason,
    )  # fmt: skip
    if made.formula in STORED:
        transaction.on_commit(rebuild.delay, robust=True)
    return made


def _overtaken() -> Refusal:
    return Refusal(
        "overtaken",
        _("Somebody else published a version of this indicator meanwhile. Look at it first."),
    )
