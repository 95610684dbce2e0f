"""Who passed what and when in the demo: uneven over places, growing over two years."""

import datetime as dt
import random
from decimal import Decimal
from typing import TYPE_CHECKING

from certificates.evidence import NewEvidence, record_many
from certificates.register import NewAward, issue_many
from courses.learning.bulk import PastLearning, record_past_learning
from courses.queries import families
from learn.demo import plan
from learn.demo.plan import People
from people.dated import end_of

if TYPE_CHECKING:
    from certificates.models import Evidence

DAYS = 730


def build(rng: random.Random, anchor: dt.date, people: People, keep: dict[int, str]) -> None:
    """Record learning, evidence and awards so that the published figures hold on ``anchor``.

    Args:
        rng: the demo's chance.
        anchor: the day on which the figures are exact.
        people: who there is.
        keep: persons whose state is fixed by the tour: "done", "doing" or "todo".
    """
    zeal = {place: rng.betavariate(5, 2) for place in set(people.place_of.values())}
    passed, learning = _course_takers(rng, people, zeal, keep)
    evidence = _course_here(rng, anchor, passed, learning)
    evidence += _classes_elsewhere(rng, anchor, people, zeal, set(passed))
    issue_many(
        [NewAward.for_evidence(row, rule_version=1) for row in evidence],
        at=end_of(anchor),
        is_synthetic=True,
    )


def _course_takers(
    rng: random.Random, people: People, zeal: dict[int, float], keep: dict[int, str]
) -> tuple[list[int], list[int]]:
    both = set(people.both)
    fixed_done = {person for person, state in keep.items() if state == "done"}
    free_members = [row for row in people.members if row[0] not in both and row[0] not in keep]
    need = plan.MEMBERS_PASSED - len(both) - len(fixed_done - both)
    members = _pick(rng, free_members, people.place_of, zeal, need)
    only_officials = [row for row in people.officials if row[0] not in both | set(keep)]
    officials = _pick(
        rng, only_officials, people.place_of, zeal, plan.OFFICIALS_PASSED_HERE - len(both)
    )
    passed = sorted({*both, *fixed_done, *members, *officials, *people.others})
    left = [row for row in free_members if row[0] not in set(members)]
    learning = _pick(rng, left, people.place_of, zeal, plan.MEMBERS_LEARNING)
    learning += [person for person, state in keep.items() if state == "doing"]
    return passed, learning


def _course_here(
    rng: random.Random, anchor: dt.date, passed: list[int], learning: list[int]
) -> "list[Evidence]":
    """Record the learning here and return the evidence of those who passed."""
    family = families([plan.COURSE])[0]
    rows = []
    for person in passed:
        done = _moment(rng, anchor)
        enrolled = done - dt.timedelta(days=rng.randrange(0, 40), minutes=rng.randrange(50, 900))
        rows.append(
            PastLearning(
                person_id=person,
                enrolled_at=enrolled,
                active_at=done,
                reason=rng.choice(("self", "roster", "leader", "campaign")),
                lessons_done=0,
                completed_at=done,
                score_percent=Decimal(rng.choice((80, 80, 87, 87, 93, 93, 100))),
            )
        )
    for person in learning:
        active = end_of(anchor) - dt.timedelta(
            days=min(int(rng.expovariate(1 / 25)), 300), minutes=rng.randrange(30, 1400)
        )
        rows.append(
            PastLearning(
                person_id=person,
                enrolled_at=active - dt.timedelta(days=rng.randrange(0, 30)),
                active_at=active,
                reason="leader",
                lessons_done=rng.randrange(1, 8),
            )
        )
    completions = record_past_learning(rows, family=family)
    return record_many(
        NewEvidence(
            person_id=person,
            family_id=family.pk,
            source="course",
            source_ref=f"completion:{completion.pk}",
            grade=2,
            on=_day(completion.at),
        )
        for person, completion in completions.items()
    )


def _classes_elsewhere(
    rng: random.Random, anchor: dt.date, people: People, zeal: dict[int, float], here: set[int]
) -> "list[Evidence]":
    """Record classes and other platforms' courses, and what some only declared."""
    elsewhere = list(families(["lop-boi-duong-chuyen-doi-so", "nen-tang-hoc-truc-tuyen-khac"]))
    fresh = [row for row in people.officials if row[0] not in here]
    wanted = plan.OFFICIALS_TRAINED - plan.OFFICIALS_PASSED_HERE
    trained = _pick(rng, fresh, people.place_of, zeal, wanted)
    twice = rng.sample(
        sorted(here & {person for person, _unit in people.officials}), plan.OFFICIALS_TWICE_TRAINED
    )
    rows = []
    for serial, person in enumerate([*trained, *twice], start=1):
        family = elsewhere[0] if rng.random() < 0.7 else elsewhere[1]
        rows.append(
            NewEvidence(
                person_id=person,
                family_id=family.pk,
                source=family.origin,
                source_ref=f"demo:{serial}",
                grade=1,
                on=_day(_moment(rng, anchor)),
            )
        )
    attested = record_many(rows)
    chosen = set(trained)
    untrained = [person for person, _unit in fresh if person not in chosen]
    record_many(
        NewEvidence(
            person_id=person,
            family_id=elsewhere[1].pk,
            source="declared",
            source_ref=f"demo:self:{person}",
            grade=0,
            on=_day(_moment(rng, anchor)),
        )
        for person in rng.sample(untrained, plan.OFFICIALS_DECLARED)
    )
    return attested


def _pick(
    rng: random.Random,
    rows: list[tuple[int, int]],
    place_of: dict[int, int],
    zeal: dict[int, float],
    count: int,
) -> list[int]:
    """Return ``count`` persons, those of diligent places sooner (weighted, without repeats).

    Efraimidis and Spirakis: the largest of u^(1/w) are a weighted sample without replacement.
    """
    scored = [
        (rng.random() ** (1 / (0.05 + zeal[place_of[unit]] ** 2)), person) for person, unit in rows
    ]
    return [person for _score, person in sorted(scored, reverse=True)[:count]]


def _moment(rng: random.Random, anchor: dt.date) -> dt.datetime:
    """Return an instant of the last two years: more of late, more in campaign months."""
    while True:
        day = anchor - dt.timedelta(days=int(DAYS * rng.betavariate(1.1, 1.7)))
        if day.month in (3, 4, 8, 9, 10, 11) or rng.random() < 0.55:
            break
    return end_of(day) - dt.timedelta(minutes=rng.randrange(150, 1_020))


def _day(instant: dt.datetime) -> dt.date:
    return instant.astimezone(end_of(dt.date(2026, 1, 1)).tzinfo).date()
