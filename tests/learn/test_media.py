"""Pictures are served from the storage; nothing else that is stored is."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client


@pytest.fixture(autouse=True)
def _storage(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    for name in ("editions/a.svg", "images/a.png", "documents/a.png", "editions/a.html", "a.png"):
        default_storage.save(name, ContentFile(b"<svg/>"))


def test_a_picture_of_an_edition_is_kept_by_browsers(client: Client) -> None:
    response = client.get("/media/editions/a.svg")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert "immutable" in response["Cache-Control"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script" not in response["Content-Security-Policy"]


def test_a_picture_of_the_library_is_shown(client: Client) -> None:
    assert client.get("/media/images/a.png").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["documents/a.png", "editions/a.html", "a.png", "editions/none.svg", "editions/../a.png"],
)
def test_nothing_else_is(client: Client, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404
