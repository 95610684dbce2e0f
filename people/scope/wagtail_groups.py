"""The editor's groups follow the dated roles; nobody is put into them by hand."""

import datetime as dt

from django.contrib.auth.models import Group, Permission

from people.models import User
from people.models.roles import Role
from people.scope.roles import positions

TRAINERS = "Trainers"
REVIEWERS = "Reviewers"
LANGUAGE_EDITORS = "Plain-language editors"
PROVINCE = "Province staff"
GROUP_OF_ROLE = {
    Role.TRAINER: TRAINERS,
    Role.REVIEWER: REVIEWERS,
    Role.LANGUAGE_EDITOR: LANGUAGE_EDITORS,
    Role.PROVINCE_STAFF: PROVINCE,
}


def ensure_groups() -> dict[str, Group]:
    """Make the groups that may enter the editor; what each may do there is set by its owner."""
    enter = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    groups = {}
    for name in GROUP_OF_ROLE.values():
        groups[name], _made = Group.objects.get_or_create(name=name)
        groups[name].permissions.add(*enter)
    return groups


def sync_groups(user: User, on: dt.date) -> None:
    """Give ``user`` exactly the groups of the roles held on ``on``.

    An administrator of the system is the editor's superuser for as long as the role is held.
    Accounts without a person (made on the command line) are left alone.
    """
    if user.person_id is None:
        return
    held = positions(user, on)
    wanted = {group for role, group in GROUP_OF_ROLE.items() if role in held.roles}
    managed = set(GROUP_OF_ROLE.values())
    present = set(user.groups.filter(name__in=managed).values_list("name", flat=True))
    if wanted != present:
        groups = {group.name: group for group in Group.objects.filter(name__in=managed)}
        user.groups.remove(*[groups[name] for name in present - wanted])
        user.groups.add(*[groups[name] for name in wanted - present if name in groups])
    if user.is_superuser != held.is_administrator:
        user.is_superuser = held.is_administrator
        user.save(update_fields=["is_superuser"])
