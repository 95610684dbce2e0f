"""Courses taught elsewhere: they need a lasting identity so that they can be recognised."""

from courses.models import CourseFamily


def known_elsewhere(*, slug: str, title: str, origin: str, provider: str) -> CourseFamily:
    """Return the course ``slug`` taught elsewhere, adding it when it is new.

    Args:
        slug: lasting short name.
        title: as printed.
        origin: "classroom" or "platform".
        provider: who teaches it.
    """
    family, _created = CourseFamily.objects.get_or_create(
        slug=slug, defaults={"title": title, "origin": origin, "provider": provider}
    )
    return family
