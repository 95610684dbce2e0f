"""The editor may run its own scripts; a learner's page may not, not even in a preview."""

from typing import Any

from django.test import Client
from django.urls import reverse

from courses.models import CoursePage, LessonPage
from people.scope.wagtail_groups import TRAINERS


def test_the_editor_has_its_own_policy(site: None, staff: Any) -> None:
    client = Client()
    client.force_login(staff(TRAINERS))
    policy = client.get(reverse("wagtailadmin_home"))["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in client.get("/healthz")["Content-Security-Policy"]


def test_a_preview_is_strict_and_may_be_framed(course: CoursePage, staff: Any) -> None:
    client = Client()
    client.force_login(staff(TRAINERS))
    lesson = LessonPage.objects.get(slug="bai-mot")
    address = reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])
    policy = client.get(address)["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'self'" in policy
