"""What stands in the addresses of visits and of a month's reports."""

import uuid

from django.utils import timezone

from teams import outreach
from tests.cast import Cast


def outreach_arguments(cast: Cast) -> dict[str, dict[str, object]]:
    """Return the arguments of each address, of Lan's team and its commune."""
    commune, team = {"unit_id": cast.trang_bom.pk}, {"unit_id": cast.team.pk}
    month = {**team, "month": "2026-10"}
    return {
        **dict.fromkeys(["commune_outreach", "commune_reports", "rule_visit"], commune),
        **dict.fromkeys(["team_report", "team_report_pdf", "team_report_turn"], month),
        "outreach_visit": {**team, "visit_id": visit_of(cast)},
    }


def visit_of(cast: Cast) -> uuid.UUID:
    """Return the id of a visit that Lan wrote down."""
    new = outreach.NewVisit(uuid.uuid4(), cast.team.pk, "vneid", "home", "alone")
    return outreach.log_visit(new=new, by=cast.users["lan"], at=timezone.now()).pk
