"""What a report says: counted from the logs, frozen when it is sent."""

import datetime as dt
import hashlib
import json
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from people import queries as registry
from people.dated import months_after
from teams import outreach
from teams.classes.listing import classes_of, lines
from teams.models import Visit
from teams.outreach.access import standing
from teams.queries import sizes

FORMAT = 1


def facts_of(team_id: int, month: dt.date, *, on: dt.date) -> dict[str, Any]:
    """Return what the logs of a team say of a month, as JSON can hold it.

    Args:
        team_id: the team.
        month: its first day.
        on: the day of asking; members are counted at the month's end, or then if it isn't over.
    """
    last = min(months_after(month, 1) - dt.timedelta(days=1), on)
    sums = outreach.sums_of(outreach.month_rows([team_id], month))
    size = sizes([team_id], last).get(team_id)
    commune_id = registry.commune_of([team_id], last).get(team_id)
    names = registry.unit_names({team_id, commune_id or 0}, last)
    commune = names.get(commune_id or 0)
    held = classes_of(team_id).filter(
        starts_at__gte=_start(month), starts_at__lt=_start(months_after(month, 1))
    )
    classes = [line for line in lines(held) if line.state.kind == "closed"]
    members = (
        standing().filter(pk__in=outreach.month_rows([team_id], month)).values("by").distinct()
    )
    return {
        "format": FORMAT,
        "team": names[team_id].name if team_id in names else "",
        "commune": commune.name if commune else "",
        "month": f"{month:%Y-%m}",
        "as_of": last.isoformat(),
        "visits": sums.visits,
        "distinct": sums.distinct,
        "repeats": sums.repeats,
        "nameless": sums.nameless,
        "groups": sums.groups,
        "present": sums.present,
        "confirmed": sums.confirmed,
        "held": sums.held,
        "topics": sums.topics,
        "outcomes": sums.outcomes,
        "modes": sums.modes,
        "active_members": members.count(),
        "classes": len(classes),
        "attendances": sum(line.present for line in classes),
        "members": size.members if size else 0,
        "trained": size.trained if size else 0,
    }


def digest_of(facts: dict[str, Any]) -> str:
    """Return the SHA-256 of ``facts`` in canonical form."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def lines_of(facts: dict[str, Any], language: str) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return the figures with their words, in groups: as pages, files and paper show them."""
    topics = [(one.title(language), facts["topics"].get(one.code, 0)) for one in outreach.topics()]
    outcomes = [
        (str(label).capitalize(), facts["outcomes"].get(value, 0))
        for value, label in Visit.Outcome.choices
    ]
    return [
        (
            _("Help in the village"),
            [
                (_("Visits in all"), facts["visits"]),
                (_("different citizens"), facts["distinct"]),
                (_("seen again"), facts["repeats"]),
                (_("without a name"), facts["nameless"]),
                (_("groups"), facts["groups"]),
                (_("people in the groups"), facts["present"]),
                (_("confirmed by the citizen"), facts["confirmed"]),
                (_("held, not counted"), facts["held"]),
            ],
        ),
        (_("What it was about"), [row for row in topics if row[1]]),
        (_("What people can do today"), outcomes),
        (
            _("The team itself"),
            [
                (_("members who went to help"), facts["active_members"]),
                (_("classes held"), facts["classes"]),
                (_("attendances"), facts["attendances"]),
                (_("members"), facts["members"]),
                (_("members with a certificate"), facts["trained"]),
            ],
        ),
    ]


def _start(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
