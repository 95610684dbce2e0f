"""The API as a whole: for every site to read, kept, slowed down, and documented for people."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.courses.builder import tiny_course

LIST = "/api/v1/courses"


def get(address: str = LIST, **headers: str):
    """Return the answer to a request with these headers."""
    return Client().get(address, headers={name.replace("_", "-"): v for name, v in headers.items()})


def test_any_site_may_read_it_and_only_it(db: None) -> None:
    assert get()["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in get()
    for address in ("/vi/", "/api/v1/docs", "/healthz"):
        assert "Access-Control-Allow-Origin" not in get(address)


def test_a_browser_may_ask_beforehand(db: None) -> None:
    response = Client().options(LIST)
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_what_has_not_changed_is_not_sent_again(db: None) -> None:
    tag = get()["ETag"]
    assert "public" in get()["Cache-Control"]
    again = get(if_none_match=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    tiny_course()
    assert get(if_none_match=tag).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_it_can_only_be_read(db: None, method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(LIST)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Content-Type"] == "application/problem+json"


def test_head_is_get_without_the_body(db: None) -> None:
    response = Client().head(LIST)
    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == get()["ETag"]


@pytest.mark.parametrize("address", ["", "khong-co", "courses/", "courses/a/b", "khong-co/"])
def test_an_address_that_leads_nowhere_is_a_problem(db: None, address: str) -> None:
    response = get(f"/api/v1/{address}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "not_found"


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_problems_speak_the_readers_language(db: None, language: str) -> None:
    response = get(f"{LIST}?page=0", accept_language=language)
    assert (response.status_code, response["Content-Language"]) == (422, language)
    assert "Accept-Language" in response["Vary"]
    (wrong,) = response.json()["errors"]
    assert wrong["parameter"] == "page"


def test_without_a_language_it_is_vietnamese(db: None) -> None:
    assert get()["Content-Language"] == "vi"


def test_cookies_play_no_part(db: None) -> None:
    client = Client()
    client.cookies["django_language"] = "fr"
    client.cookies["sessionid"] = "x" * 32
    response = client.get(LIST)
    assert response["Content-Language"] == "vi"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_who_asks_too_often_waits(db: None, settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 3
    assert [get().status_code for _time in range(4)] == [200, 200, 200, 429]
    response = get()
    assert 1 <= int(response["Retry-After"]) <= 60
    assert response.json()["code"] == "too_often"
    assert Client().get(LIST, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_a_fault_of_ours_is_a_problem_too(db: None, monkeypatch) -> None:
    monkeypatch.setattr("courses.queries.catalogue", lambda *_given: 1 / 0)
    response = get()
    assert response.status_code == 500
    assert response.json()["code"] == "broken"
    assert "division" not in response.content.decode()


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_the_page_shows_every_address_and_asks_nobody_else(db: None, language: str) -> None:
    response = get(reverse("api_docs"), accept_language=language)
    body = response.content.decode()
    assert response.status_code == 200
    for path in ("courses/{slug}", "certificates/{code}", "indicators/{code}"):
        assert f"/api/v1/{path}" in body
    assert "https://" not in body
    assert "script-src 'self'" in response["Content-Security-Policy"]


def test_the_type_of_a_problem_leads_to_the_page(db: None) -> None:
    kind = get(f"{LIST}/khong-co").json()["type"]
    address, _sign, fragment = kind.partition("#")
    assert f'id="{fragment}"' in get(address).content.decode()
