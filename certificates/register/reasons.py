"""Why certificates are revoked: a closed list, because the reason is shown to everybody.

What only the register may know (names, circumstances) goes into the audit entry instead.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FRAUD = "fraud"
MISTAKE = "mistake"
WRONG_FACTS = "wrong_facts"
ON_REQUEST = "on_request"
DECISION = "decision"

REASONS: dict[str, str | Promise] = {
    WRONG_FACTS: _("A printed fact was wrong"),
    MISTAKE: _("It was issued by mistake"),
    FRAUD: _("The test was not taken by the holder, or rules were broken"),
    ON_REQUEST: _("The holder asked for it"),
    DECISION: _("An authority decided so"),
}


def public_reason(reason: str) -> str | Promise:
    """Return what everybody may read of a recorded reason."""
    return REASONS.get(reason, _("The reason is kept in the register"))
