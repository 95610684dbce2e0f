"""From a typed or scanned code to the truth about a certificate."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certificates import queries
from certificates.models import Award
from certificates.register import numbers
from certificates.register.reasons import public_reason
from certificates.register.state import state_of

_WORDS: dict[str, str | Promise] = {
    "valid": _("Genuine and in force"),
    "expired": _("Genuine, but expired"),
    "superseded": _("Replaced by a corrected certificate"),
    "revoked": _("Revoked"),
}
# Which chip and which notice say it.
_CHIPS = {"valid": "done", "expired": "stuck", "superseded": "stuck", "revoked": "late"}
_TONES = {"valid": "success", "expired": "warning", "superseded": "warning", "revoked": "error"}


@dataclass(frozen=True)
class Verdict:
    """The state of a certificate, for people to read."""

    code: str
    words: str | Promise
    chip: str
    tone: str
    since: dt.date | None = None
    reason: str | Promise = ""
    replaced_by: str = ""
    last_day: dt.date | None = None


@dataclass(frozen=True)
class Answer:
    """All that the public page shows."""

    number: str
    name: str
    course: str
    completed_on: str
    issued_on: str
    issuer: str
    is_synthetic: bool
    is_trial: bool
    verdict: Verdict


def verdict_on(award: Award, on: dt.date) -> Verdict:
    """Return what is true of ``award`` on ``on``."""
    state = state_of(award, on)
    return Verdict(
        code=state.code,
        words=_WORDS[state.code],
        chip=_CHIPS[state.code],
        tone=_TONES[state.code],
        since=state.since,
        reason=public_reason(state.reason) if state.code == "revoked" else "",
        replaced_by=state.replacement.number if state.replacement else "",
        last_day=award.valid_until - dt.timedelta(days=1) if award.valid_until else None,
    )


def ask(typed: str, on: dt.date) -> Answer | None:
    """Return the answer to a code as typed or scanned, None when no certificate bears it."""
    award = queries.award_by_code(numbers.read_code(typed)[:20])
    if award is None:
        return None
    facts: dict[str, Any] = award.facts
    return Answer(
        number=award.number,
        name=facts["name"],
        course=facts["course"],
        completed_on=facts["completed_on"],
        issued_on=facts["issued_on"],
        issuer=facts["issuer"],
        is_synthetic=award.is_synthetic,
        is_trial=bool(facts.get("is_trial")),
        verdict=verdict_on(award, on),
    )
