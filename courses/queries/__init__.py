"""What upper floors and pages may ask of courses. Reads only; frozen editions, never live pages."""

from courses.queries.catalogue import CourseCard, catalogue, course, families, family_ids
from courses.queries.outline import CourseView, LessonView, ModuleView, outline
from courses.queries.standings import Standing, enrolments_of, percent_of, standing
from courses.queries.stuck import Stuck, stuck

__all__ = [
    "CourseCard",
    "CourseView",
    "LessonView",
    "ModuleView",
    "Standing",
    "Stuck",
    "catalogue",
    "course",
    "enrolments_of",
    "families",
    "family_ids",
    "outline",
    "percent_of",
    "standing",
    "stuck",
]
