"""Finding the people of any list in the registry: certain, doubtful or nobody; never a guess.

What is certain is what rosters take for certain (``rosters.who``). Lists from elsewhere often say
less than a roster: a mere name, its words in another order. Such a line may be about everybody
who bears the name, so it is doubtful; a roster's line would be a new person.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from people.queries import persons, province_unit
from people.registry.rosters.lines import Given
from people.registry.rosters.places import Places
from people.registry.rosters.who import Asked, Who, digest_of
from people.text import fold

AT_MOST = 8


@dataclass(frozen=True)
class Clue:
    """What a line says about a person, and the keyed hash of their national number."""

    given: Given
    digest: str = ""


@dataclass(frozen=True)
class Found:
    """The one who it certainly is, or else those who it may be, the likeliest first."""

    certain: int | None = None
    doubtful: tuple[int, ...] = ()


def clue_from(given: Given) -> Clue:
    """Return what is asked for a line; its national number goes no further than its hash."""
    return Clue(replace(given, number=""), digest_of(given.number))


class Finder:
    """Finds people as they were in the registry when the work began."""

    def __init__(self, on: dt.date) -> None:
        self._province = province_unit().pk
        self._who = Who(on)
        self._places = Places(self._province, on)

    def find(self, clues: Sequence[Clue]) -> list[Found]:
        """Return for each of ``clues`` who it is, in a fixed number of queries.

        Call it with some hundreds at a time.
        """
        asked = [self._asked(clue) for clue in clues]
        answers, _people = self._who.find(asked)
        found = [
            Found(answer.certain.pk if answer.certain else None, answer.doubtful)
            for answer in answers
        ]
        unknown = [
            place
            for place, answer in enumerate(found)
            if answer.certain is None and not answer.doubtful
        ]
        namesakes = _namesakes([asked[place] for place in unknown])
        for place, maybe in zip(unknown, namesakes, strict=True):
            found[place] = Found(doubtful=maybe)
        return found

    def _asked(self, clue: Clue) -> Asked:
        place = self._places.find(clue.given.places)
        # Of a place that can't be told, or of the whole province, nothing follows.
        is_told = place.problem is None and place.unit_id != self._province
        folded = fold(clue.given.name)
        return Asked(
            clue.given,
            place.unit_id if is_told else 0,
            clue.digest,
            tuple(sorted(folded.split())),
            folded,
        )


def _namesakes(asked: Sequence[Asked]) -> list[tuple[int, ...]]:
    """Return who bears the name of each line, unless their birth or number speaks against it."""
    names = {turned for one in asked for turned in _turned(one.name_folded)}
    by_words: dict[tuple[str, ...], list] = {}
    for row in persons().filter(name_folded__in=names).order_by("pk").values_list(
        "pk", "name_folded", "birth_year", "birth_date", "national_id_digest"
    ):  # fmt: skip
        by_words.setdefault(tuple(sorted(row[1].split())), []).append(row)
    return [
        tuple(
            pk
            for pk, _name, year, date, digest in by_words.get(one.words, ())
            if not _differ(one.given.birth_year, year)
            and not _differ(one.given.born, date)
            and not _differ(one.digest, digest)
        )[:AT_MOST]
        for one in asked
    ]


def _differ(one: object, other: object) -> bool:
    return bool(one and other and one != other)


def _turned(name: str) -> tuple[str, ...]:
    """Return the name, and with its given name put first or its family name put last."""
    words = name.split()
    if len(words) < 2:
        return (name,)
    return (name, " ".join([*words[1:], words[0]]), " ".join([words[-1], *words[:-1]]))
