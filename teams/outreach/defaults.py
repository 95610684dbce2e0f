"""What stays from one visit to the next, so that topic and outcome are all that is asked."""

from typing import TYPE_CHECKING

from teams.models import Visit
from teams.outreach.access import standing

if TYPE_CHECKING:
    from people.models import User


def where_of(user: "User", team_id: int, hamlets: dict[int, str]) -> tuple[str, int | None]:
    """Return mode and hamlet with which the next visit begins: those of the own last one; one query.

    Who begins is at home with somebody, in the team's hamlet when it has only one.

    Args:
        user: the member.
        team_id: the team.
        hamlets: those of the team by id; a hamlet that it no longer covers isn't proposed.
    """
    only = next(iter(hamlets)) if len(hamlets) == 1 else None
    mine = standing().filter(by=user, team_id=team_id).order_by("-recorded_at", "-pk")
    last = mine.values_list("mode", "hamlet_id").first()
    if last is None:
        return Visit.Mode.HOME, only
    mode, hamlet_id = last
    return mode, hamlet_id if hamlet_id in hamlets else only
