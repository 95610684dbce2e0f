"""What the teams floor does when units end below: hamlets covered and courses asked for go along."""

import datetime as dt
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from people.dated import copied, end_rows
from people.signals import unit_closed, unit_succeeded
from people.units import following
from people.units.carrying import still_on
from people.units.following import Line
from teams.models import Assignment, HamletHouseholds, TeamHamlet


def count(unit_ids: list[int], on: dt.date) -> list[Line]:
    """Return how many rows of teams follow the heirs of ``unit_ids``."""
    hamlets = TeamHamlet.objects.filter(team_id__in=unit_ids) | TeamHamlet.objects.filter(
        hamlet_id__in=unit_ids
    )
    asked = Assignment.objects.filter(unit_id__in=unit_ids)
    return [
        Line("teams:hamlets", still_on(hamlets, on).count()),
        Line("teams:assignments", still_on(asked, on).count()),
        Line("teams:households", still_on(_households(unit_ids), on).count()),
    ]


following.register(
    count,
    {
        "teams:hamlets": _("Hamlets that teams look after"),
        "teams:assignments": _("Courses asked for; they are asked of the unit that goes on"),
        "teams:households": _("Numbers of households; the commune has to count anew"),
    },
)


@receiver(unit_succeeded, dispatch_uid="teams.follow_heir")
def follow_heir(succession: Any, **_kwargs: object) -> None:
    """Let hamlets and assignments of a unit that ended hold for its heir, from that day on.

    After a split the first part takes them; a team that covered a hamlet covers all its parts, and
    what was asked of everybody is asked in every part. Hearing it again changes nothing.
    """
    old, new, on = succession.old_unit_id, succession.new_unit_id, succession.effective_on
    # With other bounds neither number is true any more.
    end_rows(_households([old, new]), on)
    if succession.is_default:
        teams = end_rows(TeamHamlet.objects.filter(team_id=old), on)
        _add([(row, {"team_id": new}) for row in teams], ("team_id", "hamlet_id"))
        hamlets = end_rows(TeamHamlet.objects.filter(hamlet_id=old), on)
        _add([(row, {"hamlet_id": new}) for row in hamlets], ("team_id", "hamlet_id"))
        asked = end_rows(Assignment.objects.filter(unit_id=old), on)
    else:
        ended = TeamHamlet.objects.current().filter(hamlet_id=old, valid_to=on)
        _add([(_again(row, on), {"hamlet_id": new}) for row in ended], ("team_id", "hamlet_id"))
        general = Assignment.objects.current().filter(unit_id=old, valid_to=on, person__isnull=True)
        asked = [_again(row, on) for row in general]
    _add(
        [(row, {"unit_id": new}) for row in asked],
        ("unit_id", "family_id", "category", "person_id", "due_on"),
    )


@receiver(unit_closed, dispatch_uid="teams.end_with_unit")
def end_with_unit(unit: Any, on: dt.date, **_kwargs: object) -> None:
    """End what a closed unit covered, what covered it, and what was asked in it."""
    end_rows(TeamHamlet.objects.filter(team_id=unit.pk), on)
    end_rows(TeamHamlet.objects.filter(hamlet_id=unit.pk), on)
    end_rows(Assignment.objects.filter(unit_id=unit.pk), on)
    end_rows(_households([unit.pk]), on)


def _households(hamlet_ids: list[int]) -> Any:
    return HamletHouseholds.objects.filter(hamlet_id__in=hamlet_ids)


def _again(row: Any, on: dt.date) -> Any:
    return copied(row, valid_from=on, valid_to=None)


def _add(rows: list[tuple[Any, dict[str, int]]], same: tuple[str, ...]) -> None:
    """Add the rows, changed, but none that the heir has already."""
    if not rows:
        return
    model = type(rows[0][0])
    on = min(row.valid_from for row, _changes in rows)
    known = set(still_on(model.objects.all(), on).values_list(*same))
    added = []
    for row, changes in rows:
        for name, value in changes.items():
            setattr(row, name, value)
        key = tuple(getattr(row, name) for name in same)
        if key not in known:
            known.add(key)
            added.append(row)
    model.objects.bulk_create(added)
