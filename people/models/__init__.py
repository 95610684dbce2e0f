"""The ground floor's tables."""

from people.models.accounts import User
from people.models.audit import AuditEntry
from people.models.consents import Consent
from people.models.memberships import Membership
from people.models.messages import Message
from people.models.persons import Person
from people.models.roles import RoleGrant
from people.models.units import Succession, Unit, UnitAncestor, UnitState

__all__ = [
    "AuditEntry",
    "Consent",
    "Membership",
    "Message",
    "Person",
    "RoleGrant",
    "Succession",
    "Unit",
    "UnitAncestor",
    "UnitState",
    "User",
]
