"""Every course that comes along, from enrolling to the certificate, in both of its languages."""

from collections.abc import Callable

import pytest
from django.core.management import call_command

from certificates.queries import awards_of
from courses.authoring.source import course_folders
from courses.models import CourseFamily, Response
from tests.browser.acts import Visitor
from tests.cast import Cast

pytestmark = pytest.mark.browser
Come = Callable[..., Visitor]


def slug_of(folder: str) -> str:
    """Load the course of a folder; return its slug."""
    known = set(CourseFamily.objects.values_list("slug", flat=True))
    call_command("load_course", folder, verbosity=0)
    return next(iter(set(CourseFamily.objects.values_list("slug", flat=True)) - known), "")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("folder", [path.name for path in course_folders()])
def test_a_course_is_completed(somebody: Come, cast: Cast, folder: str, language: str) -> None:
    slug = slug_of(folder) or "lam-quen-voi-vneid"
    learner = somebody("lan", language=language)
    learner.enrol(slug)
    assert learner.take_lessons(slug) >= 8
    learner.pass_test(slug)
    awards = awards_of(cast.persons["lan"])
    assert [award.family.slug for award in awards] == [slug]
    page = learner.go(f"/{language}/khoa-hoc/{slug}/")
    assert page.locator("html").get_attribute("lang") == language


def test_changing_the_language_midway_loses_nothing(somebody: Come, cast: Cast) -> None:
    """Half of the lessons in Vietnamese, then the switch in the menu, the rest in English."""
    slug = "lam-quen-voi-vneid"
    call_command("load_course", "vneid", verbosity=0)
    learner = somebody("minh")
    page = learner.go(f"/vi/khoa-hoc/{slug}/")
    paths = page.eval_on_selector_all(
        "a[href*='/bai/']", "links => [...new Set(links.map(a => a.getAttribute('href')))]"
    )
    for path in paths[:5]:
        learner.take_lesson(path)
    answered = Response.objects.count()
    learner.go(f"/vi/khoa-hoc/{slug}/")
    page.locator(".site-menu summary").click()
    page.locator(".site-menu a[lang=en]").click()
    page.wait_for_url(f"**/en/khoa-hoc/{slug}/")
    assert page.locator("h1").inner_text() == "Getting to know VNeID"
    assert page.locator(".station-link", has_text="finished").count() == 5
    for path in paths[5:]:
        learner.take_lesson(path.replace("/vi/", "/en/"))
    learner.language = "en"
    learner.pass_test(slug)
    assert Response.objects.count() > answered > 0
    assert len(awards_of(cast.persons["minh"])) == 1
