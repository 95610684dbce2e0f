"""How a team comes to be: the commune chair's decision and the hamlets it covers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from teams.models import TeamFounding, TeamHamlet

BATCH = 2_000


@dataclass(frozen=True)
class Founding:
    """A team's founding decision and the hamlets it covers from that day on."""

    team_id: int
    decision_number: str
    decided_on: dt.date
    hamlet_ids: Sequence[int]


@transaction.atomic
def found_teams(rows: Sequence[Founding]) -> None:
    """Record the founding of teams whose units exist.

    Raises:
        django.db.IntegrityError: when a team was founded already; then none is recorded.
    """
    TeamFounding.objects.bulk_create(
        [
            TeamFounding(
                team_id=row.team_id,
                decision_number=row.decision_number,
                decided_on=row.decided_on,
            )
            for row in rows
        ],
        batch_size=BATCH,
    )
    TeamHamlet.objects.bulk_create(
        [
            TeamHamlet(team_id=row.team_id, hamlet_id=hamlet_id, valid_from=row.decided_on)
            for row in rows
            for hamlet_id in row.hamlet_ids
        ],
        batch_size=BATCH,
    )
