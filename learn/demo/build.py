"""The whole demo in one transaction: a kill in the middle leaves nothing behind."""

import datetime as dt
import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from courses.learning.elsewhere import known_elsewhere
from indicators import cells
from learn.demo import accounts, crowd, duties, elsewhere, places, training, village, visits
from people.queries import persons
from people.units import tree

Say = Callable[[str], None]
Made = TypeVar("Made")


def is_loaded() -> bool:
    """Return whether the demo's persons are in."""
    return persons().filter(is_synthetic=True).exists()


@transaction.atomic
def build(*, seed: int, anchor: dt.date, say: Say) -> None:
    """Build the province as of ``anchor``; the same seed and day give the same province."""
    rng = random.Random(seed)  # noqa: S311 - chance for a made-up province
    known_elsewhere(
        slug="lop-boi-duong-chuyen-doi-so",
        title="Lớp bồi dưỡng chuyển đổi số (trực tiếp)",
        origin="classroom",
        provider="Lớp có điểm danh",
    )
    known_elsewhere(
        slug="nen-tang-hoc-truc-tuyen-khac",
        title="Khoá kỹ năng số trên nền tảng khác",
        origin="platform",
        provider="Nền tảng học trực tuyến khác",
    )
    found = _timed(say, "hamlets and teams", lambda: places.build(rng, anchor))
    _timed(say, "the tree of units", tree.rebuild)
    people = _timed(say, "persons and memberships", lambda: crowd.build(rng, anchor, found))
    tour = accounts.choose_tour(found, people, anchor)
    _timed(
        say,
        "learning, evidence and awards",
        lambda: training.build(rng, anchor, people, tour.states),
    )
    _timed(say, "assignments", lambda: duties.build(rng, found))
    _timed(say, "sign-ins", lambda: accounts.build(anchor, found, people, tour))
    _timed(say, "a list from elsewhere", lambda: elsewhere.build(rng, anchor, people))
    _timed(say, "a class and a counter", lambda: village.build(rng, anchor, tour))
    _timed(say, "visits and monthly reports", lambda: visits.build(rng, anchor, tour))
    _timed(say, "stored counts of indicators", cells.rebuild)


def _timed(say: Say, what: str, make: Callable[[], Made]) -> Made:
    started = time.monotonic()
    made = make()
    say(f"{what}: {time.monotonic() - started:.1f} s")
    return made
