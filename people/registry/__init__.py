"""The registry's acts: persons, memberships, roles, links of accounts."""

from people.registry.memberships import end_role, grant_role, join, leave
from people.registry.persons import add_person, link_account

__all__ = ["add_person", "end_role", "grant_role", "join", "leave", "link_account"]
