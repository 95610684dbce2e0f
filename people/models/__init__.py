"""The ground floor's tables."""

from people.models.accounts import User
from people.models.audit import AuditEntry
from people.models.cards import CardTry, PersonCard
from people.models.changes import UnitChange, UnitTouch
from people.models.channels import ChannelChoice, PushDevice
from people.models.consents import Consent
from people.models.jobs import Job
from people.models.memberships import Membership
from people.models.merges import PersonMerge, PersonsApart
from people.models.messages import Message
from people.models.persons import Person
from people.models.roles import RoleGrant
from people.models.rosters import Roster, RosterLine
from people.models.units import Succession, Unit, UnitAncestor, UnitState

__all__ = [
    "AuditEntry",
    "CardTry",
    "ChannelChoice",
    "Consent",
    "Job",
    "Membership",
    "Message",
    "Person",
    "PersonCard",
    "PersonMerge",
    "PersonsApart",
    "PushDevice",
    "RoleGrant",
    "Roster",
    "RosterLine",
    "Succession",
    "Unit",
    "UnitAncestor",
    "UnitChange",
    "UnitState",
    "UnitTouch",
    "User",
]
