"""The histories of persons, read in six queries however many definitions there are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from certificates import queries as register
from certificates.queries import CountingSpan
from people import queries as registry
from people.queries import MembershipSpan


@dataclass
class History:
    """What decides whether and where a person counts, on whatever day."""

    is_merged: bool = False
    # Day and year of birth, where they are recorded.
    birth: tuple[dt.date | None, int | None] = (None, None)
    memberships: list[MembershipSpan] = field(default_factory=list)
    awards: list[CountingSpan] = field(default_factory=list)
    evidence: list[CountingSpan] = field(default_factory=list)
    # Days on which an award was revoked, as ordinals.
    revoked: list[int] = field(default_factory=list)


def histories(person_ids: Iterable[int]) -> dict[int, History]:
    """Return the history of each person; of those with none, an empty one."""
    wanted = person_ids if isinstance(person_ids, range) else sorted(set(person_ids))
    found: dict[int, History] = defaultdict(History)
    for person_id in wanted:
        found[person_id] = History()
    merged = registry.merged_persons().filter(registry.among("pk", wanted))
    for person_id in merged.values_list("pk", flat=True):
        found[person_id].is_merged = True
    for person_id, birth in registry.births(wanted).items():
        found[person_id].birth = birth
    for member in registry.membership_spans(wanted):
        found[member.person_id].memberships.append(member)
    for award in register.award_spans(wanted):
        found[award.person_id].awards.append(award)
    for evident in register.evidence_spans(wanted):
        found[evident.person_id].evidence.append(evident)
    for person_id, on in register.revocation_days(wanted):
        found[person_id].revoked.append(on.toordinal())
    return {person_id: found[person_id] for person_id in wanted}
