"""The register of awards: issue, supersede, revoke; nothing is ever changed."""

from certificates.register.ending import revoke, revoke_many, supersede
from certificates.register.issue import NewAward, issue, issue_many
from certificates.register.state import State, state_of

__all__ = [
    "NewAward",
    "State",
    "issue",
    "issue_many",
    "revoke",
    "revoke_many",
    "state_of",
    "supersede",
]
