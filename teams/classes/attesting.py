"""A closed class as evidence: of its own kind, of grade E1, and never enough to count as trained."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from certificates import queries as register
from certificates.evidence import NewEvidence, record, void
from courses.learning.elsewhere import known_elsewhere
from teams.models import Attendance, ClassSession

if TYPE_CHECKING:
    from people.models import User

ATTENDANCE = "attendance"
GRADE = 1
# For a class that isn't about one of the courses here.
_SLUG = "lop-hoc-ky-nang-so-tai-co-so"
_TITLE = "Lớp học kỹ năng số tại cơ sở"
_PROVIDER = "Tổ công nghệ số cộng đồng"


def attest(
    *, session: ClassSession, present: Mapping[int, Attendance], round_number: int, by: "User"
) -> None:
    """Make the evidence of a class agree with its list.

    Who is on the list has evidence of the first round they were on it in; who was taken off has
    theirs voided. The reference holds the round, because evidence that was voided never stands
    again: somebody put back on the list gets new evidence. Evidence that was voided for another
    reason, after the person was marked, isn't made anew.
    """
    standing, voided = _known(session)
    for person_id, evidence in standing.items():
        if person_id not in present:
            void(evidence=evidence, on=evidence.on, reason="taken off the class's list", by=by)
    family = session.family or known_elsewhere(
        slug=_SLUG, title=_TITLE, origin="classroom", provider=_PROVIDER
    )
    on = timezone.localdate(session.starts_at)
    for person_id, row in present.items():
        if person_id in standing or (person_id in voided and row.at <= voided[person_id]):
            continue
        record(
            NewEvidence(
                person_id=person_id,
                family_id=family.pk,
                source=ATTENDANCE,
                source_ref=f"{_prefix(session)}{person_id}:{round_number}",
                grade=GRADE,
                on=on,
                data={"how": row.how, "place": session.place, "topic": session.topic},
            ),
            by=by,
        )


def _known(session: ClassSession) -> tuple[dict[int, Any], dict[int, Any]]:
    """Return the standing evidence by person, and when the last of each was voided."""
    standing: dict[int, Any] = {}
    voided: dict[int, Any] = {}
    rows = register.evidence_from(ATTENDANCE, _prefix(session))
    owners = {row.person_id: row.person.merged_into_id or row.person_id for row in rows}
    for row in rows:
        owner = owners[row.person_id]
        voiding = getattr(row, "void", None)
        if voiding is None:
            standing[owner] = row
        else:
            voided[owner] = max(voiding.recorded_at, voided.get(owner, voiding.recorded_at))
    return standing, voided


def _prefix(session: ClassSession) -> str:
    return f"class:{session.pk}:"
