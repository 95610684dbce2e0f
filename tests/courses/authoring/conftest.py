"""A site with its catalogue, a small course, and the people who write it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command

from courses.authoring.source import Loaded, load
from courses.models import CoursePage
from tests.courses.authoring import tiny_course


@pytest.fixture
def site(db: None, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("ensure_site", verbosity=0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_course.write(tmp_path / "nho")


@pytest.fixture
def loaded(site: None, folder: Path) -> Loaded:
    return load(folder)


@pytest.fixture
def course(loaded: Loaded) -> CoursePage:
    return CoursePage.objects.get(slug=loaded.slug)


@pytest.fixture
def staff(site: None) -> Callable[[str], Any]:
    def make(group: str) -> Any:
        user, _made = get_user_model().objects.get_or_create(username=group)
        user.groups.add(Group.objects.get(name=group))
        return user

    return make
