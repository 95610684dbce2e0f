"""What upper floors and pages may ask of courses. Reads only; frozen editions, never live pages."""

from courses.queries.catalogue import CourseCard, catalogue, course, families
from courses.queries.outline import CourseView, LessonView, ModuleView, outline
from courses.queries.standings import Standing, enrolments_of, percent_of, standing

__all__ = [
    "CourseCard",
    "CourseView",
    "LessonView",
    "ModuleView",
    "Standing",
    "catalogue",
    "course",
    "enrolments_of",
    "families",
    "outline",
    "percent_of",
    "standing",
]
