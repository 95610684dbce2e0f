"""Released courses for everybody: what they teach and how long they take; no keys, no persons."""

from typing import Annotated, Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext_lazy as _
from ninja import Field, Path, Query, Router, Schema
from pydantic import WithJsonSchema

from courses import queries
from courses.queries import CourseCard, CourseView
from people.problems import Problem

router = Router(tags=["courses"])

Slug = Annotated[
    str,
    Path(
        pattern="^[-a-zA-Z0-9_]+$",
        max_length=200,
        description=gettext_noop("The course's name in addresses."),
    ),
]
# A missing parameter is no null: the document says so, whatever the type of the default.
Language = Annotated[
    Literal["vi", "en", "fr"] | None,
    WithJsonSchema({"type": "string", "enum": ["vi", "en", "fr"]}),
    Query(
        None, description=gettext_noop("Language of the texts; without it Accept-Language decides.")
    ),
]


class CourseSummary(Schema):
    """A course as the catalogue lists it."""

    slug: str
    title: str
    summary: str
    outcomes: list[str] = Field(description=gettext_noop("What a learner can do afterwards."))
    minutes: int = Field(ge=0)
    lessons: int = Field(ge=0, description=gettext_noop("Number of lessons."))
    url: str = Field(description=gettext_noop("The course's page."))


class CoursePart(Schema):
    """One page of the catalogue."""

    items: list[CourseSummary]
    count: int = Field(ge=0, description=gettext_noop("All courses found, on whatever page."))
    page: int = Field(ge=1)
    page_size: int = Field(ge=1, le=100)


class LessonEntry(Schema):
    """A lesson of a course."""

    number: int = Field(ge=1)
    slug: str
    title: str
    minutes: int = Field(ge=0)
    objectives: list[str]


class ModuleEntry(Schema):
    """A chapter of a course."""

    title: str
    lessons: list[LessonEntry]


class CourseDetail(Schema):
    """A course in its newest edition."""

    slug: str
    title: str
    language: str = Field(description=gettext_noop("Vietnamese where the course isn't translated."))
    edition: int = Field(
        ge=1, description=gettext_noop("Number of the edition; a new one on each release.")
    )
    summary: str
    audience: str
    outcomes: list[str] = Field(description=gettext_noop("What a learner can do afterwards."))
    competences: list[str] = Field(description=gettext_noop("Numbers of the competences taught."))
    minutes: int = Field(ge=0)
    modules: list[ModuleEntry]
    url: str = Field(description=gettext_noop("The course's page."))


@router.get(
    "",
    response=CoursePart,
    url_name="courses",
    summary=gettext_noop("Find courses"),
    description=gettext_noop(
        "Released courses, all or those that hold the words, a page at a time."
    ),
)
def courses(
    request: HttpRequest,
    q: Annotated[
        str,
        Query(
            max_length=80, description=gettext_noop("Words to look for; marks need not be typed.")
        ),
    ] = "",
    language: Language = None,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    page_size: Annotated[int, Query(ge=1, le=100)] = 20,
) -> CoursePart:
    """Return released courses, all or those that hold the words, a page at a time."""
    spoken = language or get_language() or "vi"
    found = queries.catalogue(spoken, q)
    start = (page - 1) * page_size
    return CoursePart(
        items=[_summary(request, card, spoken) for card in found[start : start + page_size]],
        count=len(found),
        page=page,
        page_size=page_size,
    )


@router.get(
    "/{slug}",
    response=CourseDetail,
    url_name="course",
    summary=gettext_noop("One course"),
    description=gettext_noop(
        "A course with its chapters and lessons, as its newest edition has them."
    ),
)
def course(request: HttpRequest, slug: Slug, language: Language = None) -> CourseDetail:
    """Return a course with its chapters and lessons, as its newest edition has them."""
    spoken = language or get_language() or "vi"
    found = queries.course(slug, spoken)
    if found is None:
        raise Problem(
            404, "course_unknown", _("No such course"), _("No released course has this name.")
        )
    return _detail(request, found, spoken)


def _summary(request: HttpRequest, card: CourseCard, language: str) -> CourseSummary:
    return CourseSummary(
        slug=card.slug,
        title=card.title,
        summary=card.summary,
        outcomes=card.outcomes,
        minutes=card.minutes,
        lessons=card.lessons,
        url=_page(request, card.slug, language),
    )


def _detail(request: HttpRequest, found: CourseView, language: str) -> CourseDetail:
    facts = found.facts
    modules = [
        ModuleEntry(
            title=module.title,
            lessons=[
                LessonEntry(
                    number=lesson.number,
                    slug=lesson.slug,
                    title=lesson.title,
                    minutes=lesson.minutes,
                    objectives=lesson.objectives,
                )
                for lesson in module.lessons
            ],
        )
        for module in found.modules
    ]
    return CourseDetail(
        slug=found.slug,
        title=found.title,
        language=found.language,
        edition=found.edition_number,
        summary=facts.get("summary") or "",
        audience=facts.get("audience") or "",
        outcomes=facts.get("outcomes") or [],
        competences=facts.get("competences") or [],
        minutes=facts.get("minutes") or 0,
        modules=modules,
        url=_page(request, found.slug, language),
    )


def _page(request: HttpRequest, slug: str, language: str) -> str:
    with override(language):
        return request.build_absolute_uri(reverse("course", kwargs={"slug": slug}))
