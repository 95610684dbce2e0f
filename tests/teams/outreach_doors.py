"""What stands in the addresses of visits and of a month's reports."""

import io
import uuid

from django.utils import timezone
from PIL import Image

from people.dated import months_after, today
from teams import classes, outreach, reports
from teams.classes.holding import NewClass
from teams.outreach.photos import add_photo
from tests.cast import Cast


def outreach_arguments(cast: Cast) -> dict[str, dict[str, object]]:
    """Return the arguments of each address, of Lan's team and its commune."""
    commune, team = {"unit_id": cast.trang_bom.pk}, {"unit_id": cast.team.pk}
    month = {**team, "month": "2026-10"}
    return {
        **dict.fromkeys(["commune_outreach", "commune_outreach_people", "households"], commune),
        **dict.fromkeys(["commune_reports", "rule_visit"], commune),
        **dict.fromkeys(["team_report", "team_report_pdf", "team_report_turn"], month),
        **signed_arguments(cast),
        "outreach_visit": {**team, "visit_id": visit_of(cast)},
        "visit_photo": {**team, **photo_of(cast)},
    }


def signed_arguments(cast: Cast) -> dict[str, dict[str, object]]:
    """Return the arguments of a class that Lan closed and of a report that she sent."""
    lan, now = cast.users["lan"], timezone.now()
    new = NewClass(uuid.uuid4(), cast.team.pk, "Cài VNeID", "Nhà văn hoá", now)
    session = classes.open_class(new=new, by=lan, at=now)
    classes.mark(session=session, persons=[cast.persons["minh"]], how="list", by=lan, at=now)
    classes.close_class(session=session, by=lan, at=now)
    month = months_after(today().replace(day=1), -2)
    turn = reports.send_report(team_id=cast.team.pk, month=month, note="", by=lan)
    return {
        "my_signed_class": {"session_id": session.pk},
        "my_signed_report": {"turn_id": turn.pk},
    }


def visit_of(cast: Cast) -> uuid.UUID:
    """Return the id of a visit that Lan wrote down."""
    new = outreach.NewVisit(uuid.uuid4(), cast.team.pk, "vneid", "home", "alone")
    return outreach.log_visit(new=new, by=cast.users["lan"], at=timezone.now()).pk


def photo_of(cast: Cast) -> dict[str, uuid.UUID]:
    """Return the ids of a visit that Lan wrote down and of its photo."""
    visit, kept = visit_of(cast), io.BytesIO()
    Image.new("RGB", (8, 8)).save(kept, "PNG")
    row = outreach.standing().get(pk=visit)
    made = add_photo(visit=row, key=uuid.uuid4(), content=kept.getvalue(), by=cast.users["lan"])
    return {"visit_id": visit, "photo_id": made.pk}
