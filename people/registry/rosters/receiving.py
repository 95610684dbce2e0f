"""Rows of lists: the one there is of a file, or a new one."""

from people import audit
from people.models import Roster, User
from people.registry.rosters.checking import Terms
from people.registry.rosters.columns import Layout
from people.text import tidy


def roster_for(
    *,
    content_hash: str,
    file_name: str,
    terms: Terms,
    layout: Layout,
    by: User | None,
    is_whole: bool = False,
    file_key: str = "",
) -> Roster:
    """Return the row of a list: the same file for the same unit, capacity and day has one.

    Args:
        content_hash: of the file.
        file_name: as it was called.
        terms: what it is taken in as.
        layout: how its columns were understood.
        by: who sent it in; None for a command.
        is_whole: whether it names everybody of the unit.
        file_key: where the file is kept, for who works on it later.
    """
    same = Roster.objects.filter(
        unit_id=terms.unit_id, category=terms.category, since=terms.since, sha256=content_hash
    ).exclude(state=Roster.State.DROPPED)
    known = same.order_by("received_at").first()
    if known is not None:
        return known
    roster = Roster.objects.create(
        unit_id=terms.unit_id,
        category=terms.category,
        since=terms.since,
        sha256=content_hash,
        file_name=tidy(file_name)[-160:] or "-",
        file_key=file_key,
        is_whole=is_whole,
        headers=layout.headers,
        signature=layout.signature,
        columns={str(place): name for place, name in terms.fields.items()},
        by=by,
    )
    audit.record("people.roster_received", by=by, about=roster, unit=terms.unit_id)
    return roster
