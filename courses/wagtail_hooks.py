"""How the courses floor appears in the editor: menus by job, the release button, the bank."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from courses.authoring.catalogues import written_catalogue
from courses.authoring.screens import keeping
from courses.authoring.screens.bank import BankGroup
from courses.authoring.screens.dashboard import AuthorPanel
from courses.authoring.screens.facts import FactsReport, check_fact
from courses.authoring.screens.following import follow_what_was_submitted
from courses.authoring.screens.release import may_release, open_catalogue, release_course
from courses.models import CoursePage

register_snippet(BankGroup)
hooks.register("before_delete_page", keeping.refuse_deletion)
hooks.register("before_bulk_action", keeping.refuse_bulk_deletion)
hooks.register("after_edit_page", follow_what_was_submitted)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Return the addresses of our own screens."""
    return [
        path("courses/", open_catalogue, name="courses_catalogue"),
        path("courses/<int:page_id>/release/", release_course, name="courses_release"),
        path("courses/facts/", FactsReport.as_view(), name="courses_facts"),
        path(
            "courses/facts/results/",
            FactsReport.as_view(results_only=True),
            name="courses_facts_results",
        ),
        path("courses/facts/<int:page_id>/<str:block_id>/", check_fact, name="courses_check_fact"),
    ]


class AuthorsItem(MenuItem):
    """A place for those who may change course pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether whoever asks may."""
        catalogue = written_catalogue()
        return catalogue is not None and catalogue.permissions_for_user(request.user).can_edit()


@hooks.register("register_reports_menu_item")
def facts_report() -> MenuItem:
    """Return the way to the facts that somebody has to look at again, first of the reports."""
    return AuthorsItem(
        _("Facts to re-check"),
        reverse("courses_facts"),
        name="facts",
        icon_name="info-circle",
        order=100,
    )


@hooks.register("construct_homepage_panels")
def author_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put what waits for an author first."""
    panels.append(AuthorPanel())


@hooks.register("register_admin_menu_item")
def courses_menu() -> MenuItem:
    """Return the way to the courses, first in the menu."""
    return AuthorsItem(
        _("Courses"),
        reverse("courses_catalogue"),
        name="courses",
        icon_name="job-courses",
        order=10,
    )


@hooks.register("register_page_header_buttons")
def release_in_header(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Offer the release on a course's page."""
    yield from _release_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def release_in_listing(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Offer the release in the list of courses."""
    yield from _release_button(page, user)


def _release_button(page: Page, user: Any) -> Iterator[Button]:
    if isinstance(page.specific, CoursePage) and may_release(user, page):
        yield Button(
            _("Release"),
            reverse("courses_release", args=[page.pk]),
            icon_name="upload",
            priority=5,
        )


@hooks.register("insert_global_admin_css")
def editor_css() -> str:
    """Return the link to our few rules for the editor."""
    return format_html('<link rel="stylesheet" href="{}">', static("courses/editor.css"))
