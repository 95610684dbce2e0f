"""How a team comes to be: the commune chair's decision and the hamlets it covers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit
from people.jobs import files
from people.refusal import Refusal
from people.text import tidy
from teams.models import TeamFounding, TeamHamlet

if TYPE_CHECKING:
    from people.models import User

BATCH = 2_000
LARGEST = 8 * 2**20
PAPERS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n")


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


@transaction.atomic
def set_decision(
    *,
    team_id: int,
    number: str,
    decided_on: dt.date | None,
    by: "User",
    file: tuple[str, bytes] | None = None,
) -> TeamFounding:
    """Write down by which decision a team was founded; what stood before stays in the audit.

    Args:
        team_id: the team.
        number: of the decision, as printed.
        decided_on: its date.
        by: the officer.
        file: name and content of a copy, a PDF or a picture; None keeps the one there is.

    Raises:
        Refusal: ``too_large`` or ``no_paper`` for a file that is neither.
    """
    if file is not None:
        _require_paper(file[1])
    row, _made = TeamFounding.objects.select_for_update().get_or_create(team_id=team_id)
    before = {"number": row.decision_number, "on": str(row.decided_on or "")}
    row.decision_number, row.decided_on = tidy(number)[:60], decided_on
    if file is not None:
        row.file_name, row.file_key = tidy(file[0])[-100:], files.keep(file[1])
    row.save()
    audit.record(
        "teams.decision_written", by=by, about=row, before=before, number=row.decision_number
    )
    return row


@transaction.atomic
def cover(*, team_id: int, hamlet_ids: Sequence[int], on: dt.date, by: "User") -> None:
    """Say which hamlets a team looks after from ``on`` on; the days before stay as they were."""
    current = {row.hamlet_id: row for row in TeamHamlet.objects.on(on).filter(team_id=team_id)}
    wanted = set(hamlet_ids)
    for hamlet_id, row in current.items():
        if hamlet_id not in wanted:
            if row.valid_from >= on:
                row.recorded_until = timezone.now()
                row.save(update_fields=["recorded_until"])
            else:
                row.valid_to = on
                row.save(update_fields=["valid_to"])
    TeamHamlet.objects.bulk_create(
        [
            TeamHamlet(team_id=team_id, hamlet_id=hamlet_id, valid_from=on)
            for hamlet_id in sorted(wanted - current.keys())
        ]
    )
    audit.record("teams.hamlets_covered", by=by, team=team_id, hamlets=sorted(wanted))


def founding_of(team_id: int) -> TeamFounding | None:
    """Return by which decision the team was founded, None where nobody wrote it down."""
    return TeamFounding.objects.filter(team_id=team_id).first()


def hamlets_of(team_id: int, on: dt.date) -> list[int]:
    """Return the hamlets that the team covers on ``on``."""
    rows = TeamHamlet.objects.on(on).filter(team_id=team_id).order_by("pk")
    return list(rows.values_list("hamlet_id", flat=True))


def _require_paper(content: bytes) -> None:
    if len(content) > LARGEST:
        raise Refusal("too_large", _("The file is larger than 8 MB."))
    if not content.startswith(PAPERS):
        raise Refusal("no_paper", _("Send a PDF, or a photo as JPEG or PNG."))
