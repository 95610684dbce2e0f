"""Certificates in the public API: the truth in every state, and nothing the page doesn't show."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.models import Award
from certificates.register import revoke, supersede
from tests.certificates.conftest import make_award


def ask(code: str, language: str = "vi", **query: str):
    """Return the API's answer to a code."""
    return Client().get(
        f"/api/v1/certificates/{code}", query, headers={"accept-language": language}
    )


def test_a_valid_certificate_says_its_facts(award: Award) -> None:
    response = ask(award.check_code)
    found = response.json()
    assert response.status_code == 200
    assert found["state"] == "valid"
    assert (found["number"], found["name"]) == (award.number, "Đặng Thị Ngọc Ưu")
    assert (found["since"], found["reason"], found["replaced_by"]) == (None, None, None)


def test_it_says_no_more_than_the_page(cast, family) -> None:
    award = make_award(cast.persons["minh"], family)
    said = json.dumps(ask(award.check_code).json(), ensure_ascii=False)
    assert award.facts["unit"]
    for private in (award.facts["unit"], str(award.pk), award.facts["grade_words"], "0901"):
        assert private not in said


def test_a_revoked_one_says_when_and_why_in_the_closed_words(award: Award) -> None:
    on = timezone.localdate()
    revoke(award=award, on=on, reason="fraud", voids_evidence=True, by=None, note="bà X")
    response = ask(award.check_code, "en")
    found = response.json()
    assert (response.status_code, found["state"], found["since"]) == (
        200,
        "revoked",
        on.isoformat(),
    )
    assert found["reason"]
    assert "bà X" not in response.content.decode()


def test_a_replaced_one_names_its_replacement(award: Award) -> None:
    new = supersede(award=award, facts={"name": "Đặng Thị Ngọc Ứ"}, reason="name", by=None)
    found = ask(award.check_code).json()
    assert (found["state"], found["replaced_by"]) == ("superseded", new.number)
    assert ask(new.check_code).json()["state"] == "valid"


def test_an_expired_one_says_its_last_day(holder, family) -> None:
    award = make_award(holder, family, valid_until=dt.date(2026, 10, 1))
    found = ask(award.check_code).json()
    assert (found["state"], found["last_day"]) == ("expired", "2026-09-30")


def test_an_unknown_code_is_a_problem_in_the_readers_language(award: Award) -> None:
    response = ask("0" * 12, "en")
    assert response.status_code == 404
    assert response.json()["code"] == "certificate_unknown"
    assert response["Content-Language"] == "en"
    assert response.json()["title"] == "No such certificate"


def test_codes_are_read_as_people_type_them(award: Award) -> None:
    code = award.check_code
    assert ask(f"{code[:4]}-{code[4:]}".lower()).json()["number"] == award.number


def test_another_number_gets_no_name(award: Award) -> None:
    assert ask(award.check_code, so="x", number=award.number.lower()).status_code == 200
    response = ask(award.check_code, number="DNI-2020-000009")
    assert response.status_code == 409
    assert "Ngọc" not in response.content.decode()


def test_a_number_alone_opens_nothing(award: Award) -> None:
    assert ask(award.number).status_code == 404


@pytest.mark.parametrize("code", ["0" * 12, "known"])
def test_nothing_is_kept_or_indexed(award: Award, code: str) -> None:
    response = ask(award.check_code if code == "known" else code)
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


def test_page_and_api_slow_down_together(award: Award, settings) -> None:
    settings.VERIFICATIONS_PER_MINUTE = 2
    assert [ask(award.check_code).status_code for _look in range(4)] == [200, 200, 429, 429]
    response = ask(award.check_code)
    assert 1 <= int(response["Retry-After"]) <= 60
    assert response.json()["code"] == "too_often"
    page = reverse("verify_code", kwargs={"code": award.check_code})
    assert Client().get(page).status_code == 429


def test_it_costs_two_queries(award: Award, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(2):
        ask(award.check_code)
