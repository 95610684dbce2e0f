"""The catalogue: what can be learnt here, found with or without diacritics."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from courses.models import CourseFamily, Edition, EditionPage
from courses.queries.outline import CourseView, outline
from people.kept import Kept
from people.prepared import Prepared
from people.text import fold, tidy


@dataclass(frozen=True)
class CourseCard:
    """What the catalogue says of a course."""

    family_id: int
    slug: str
    title: str
    summary: str
    minutes: int
    lessons: int
    drawing: dict[str, Any] = field(default_factory=dict)
    outcomes: list[str] = field(default_factory=list)


def families(slugs: Collection[str] | None = None) -> QuerySet[CourseFamily]:
    """Return course families, all or those of ``slugs``, by title."""
    found = CourseFamily.objects.order_by("title")
    return found if slugs is None else found.filter(slug__in=slugs)


def newest_edition_id(family: str) -> Subquery:
    """Return the subquery for the newest edition of the family reached by ``family``."""
    newest = Edition.objects.filter(family=OuterRef(family)).order_by("-number")
    return Subquery(newest.values("pk")[:1])


def course(slug: str, language: str) -> CourseView | None:
    """Return the newest edition of the course, or None when there is none."""
    editions = Edition.objects.filter(family__slug=slug).select_related("family")
    newest = editions.order_by("-number").first()
    return None if newest is None else outline(newest, language)


def catalogue(language: str, q: str = "") -> list[CourseCard]:
    """Return the cards of all released courses in which every word of ``q`` begins a word.

    Marks need not be typed ("bao mat" finds "bảo mật", "d" finds "đ"). Courses that hold the
    words with the marks typed come first, those that hold them in the title before the others.
    """
    cards = _cards(language)
    asked = tidy(q)
    if not asked:
        return cards.copy()
    ranked = [(_rank(card, asked), place, card) for place, card in enumerate(cards)]
    return [card for rank, _place, card in sorted(r for r in ranked if r[0] is not None)]


def _newest_editions() -> QuerySet[Edition, tuple[int, str, int, str]]:
    return (
        Edition.objects.filter(pk=newest_edition_id("family"))
        .order_by("family__created_at", "family_id")
        .values_list("pk", "sha256", "family_id", "family__slug")
    )


_newest_read = Prepared(_newest_editions)
_kept_cards: Kept[list[CourseCard]] = Kept(most=20)


def _cards(language: str) -> list[CourseCard]:
    """Return all cards; made anew when a course is released or gets another address."""
    newest = tuple(_newest_read.all())
    return _kept_cards.get((language, newest), lambda: _made_cards(language, newest))


def _made_cards(language: str, newest: tuple[tuple[int, str, int, str], ...]) -> list[CourseCard]:
    pages: dict[int, tuple[str, dict[str, Any], dict[str, Any]]] = {}
    rows = EditionPage.objects.filter(
        kind=EditionPage.Kind.COURSE,
        edition__in=[row[0] for row in newest],
        language__in={language, settings.LANGUAGE_CODE},
    ).values_list("language", "edition_id", "title", "facts", "edition__rules")
    for spoken, edition_id, *said in rows:
        if spoken == language or edition_id not in pages:
            pages[edition_id] = tuple(said)
    return [
        _card(family_id, slug, *pages[edition_id])
        for edition_id, _sha256, family_id, slug in newest
        if edition_id in pages
    ]


def _card(
    family_id: int, slug: str, title: str, facts: dict[str, Any], rules: dict[str, Any]
) -> CourseCard:
    return CourseCard(
        family_id=family_id,
        slug=slug,
        title=title,
        summary=facts.get("summary") or "",
        minutes=facts.get("minutes") or 0,
        lessons=len(rules.get("lessons") or []),
        drawing=facts.get("drawing") or {},
        outcomes=facts.get("outcomes") or [],
    )


def _rank(card: CourseCard, asked: str) -> int | None:
    title, everything = tidy(card.title), " ".join([card.title, card.summary, *card.outcomes])
    tries = [(fold(asked), fold(title)), (fold(asked), fold(everything))]
    if asked.lower() != fold(asked):
        # Whoever types marks means them; whoever types none may just be in a hurry.
        typed = asked.lower()
        tries = [(typed, title.lower()), (typed, tidy(everything).lower()), *tries]
    return next((rank for rank, (words, text) in enumerate(tries) if _holds(text, words)), None)


def _holds(text: str, words: str) -> bool:
    starts = [word.strip("“”\"'().,;:!?…") for word in text.split()]
    return all(any(start.startswith(word) for start in starts) for word in words.split())


def family_ids(slugs: Iterable[str]) -> list[int]:
    """Return the ids of the courses with these slugs; a slug that no course has is left out."""
    rows = CourseFamily.objects.filter(slug__in=list(slugs))
    return list(rows.order_by("pk").values_list("pk", flat=True))
