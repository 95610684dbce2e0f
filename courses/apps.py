"""Django's handle on the courses floor."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Courses, activities, editions, learning."""

    name = "courses"
    verbose_name = "Courses"
