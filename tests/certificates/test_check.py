"""The public check: true in every state for ever, no more than the facts, and not too often."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import AwardEvent
from certificates.register import revoke, supersede
from people import limits as limiter
from tests.certificates.conftest import make_award


def check(visitor, code: str):
    """Return the public page of a code."""
    return visitor.get(reverse("verify_code", kwargs={"code": code}))


def test_it_shows_the_facts_to_anybody(award, visitor) -> None:
    page = check(visitor, award.check_code)
    body = page.content.decode()
    assert page.status_code == 200
    for shown in ("Đặng Thị Ngọc Ưu", "Làm quen với VNeID", award.number, award.facts["issuer"]):
        assert shown in body
    assert "verdict-valid" in body


def test_it_shows_nothing_else(cast, family, visitor) -> None:
    award = make_award(cast.persons["minh"], family)
    body = check(visitor, award.check_code).content.decode()
    assert award.facts["unit"]
    assert award.facts["unit"] not in body
    for private in (str(award.pk), award.facts["grade_words"], "0901", "1971", "1972"):
        assert private not in body


def test_the_short_address_leads_there(award, visitor) -> None:
    page = visitor.get(f"/v/{award.check_code}", follow=True)
    assert page.redirect_chain[-1][0] == reverse("verify_code", kwargs={"code": award.check_code})
    assert award.number in page.content.decode()


def test_search_engines_keep_no_holder(award, visitor) -> None:
    for answer in (
        check(visitor, award.check_code),
        check(visitor, "0" * 12),
        visitor.get(f"/v/{award.check_code}"),
    ):
        assert "noindex" in answer["X-Robots-Tag"]
    assert "X-Robots-Tag" not in visitor.get(reverse("verify"))


@pytest.mark.parametrize("write", [str.lower, lambda code: f" {code[:4]}-{code[4:8]} {code[8:]} "])
def test_a_code_may_be_typed_as_people_type(write, award, visitor) -> None:
    page = visitor.get(reverse("verify"), {"ma": write(award.check_code)}, follow=True)
    assert award.number in page.content.decode()


def test_letters_that_look_like_digits_are_read_as_digits(visitor) -> None:
    from certificates.register.numbers import read_code

    assert read_code("oIl0 - abc") == "0110ABC"


def test_a_number_of_another_certificate_is_told(award, visitor) -> None:
    page = visitor.get(reverse("verify"), {"ma": award.check_code, "so": "DNI-2020-000009"})
    assert page.status_code == 422
    body = page.content.decode()
    assert award.facts["name"] not in body
    assert award.check_code in body


def test_an_unknown_code_gets_a_friendly_404(award, visitor) -> None:
    page = check(visitor, "0" * 12)
    assert page.status_code == 404
    assert reverse("verify") in page.content.decode()


@pytest.mark.parametrize("code", ["", "<script>", "x" * 500, "%00", "../..", "DNI-2026-000001"])
def test_odd_input_is_never_an_error_of_ours(code, award, visitor) -> None:
    page = visitor.get(reverse("verify"), {"ma": code})
    assert page.status_code in {404, 422}
    assert b"<script>" not in page.content.replace(b"<script src", b"")


def test_a_revoked_certificate_answers_with_day_and_reason(award, visitor) -> None:
    revoke(
        award=award,
        on=timezone.localdate(),
        reason="fraud",
        voids_evidence=True,
        by=None,
        note="Người tố giác: bà X",
    )
    page = check(visitor, award.check_code)
    body = page.content.decode()
    assert page.status_code == 200
    assert "verdict-revoked" in body
    assert "Đặng Thị Ngọc Ưu" in body
    assert "bà X" not in body


def test_free_words_of_a_reason_are_not_shown(award, visitor) -> None:
    revoke(award=award, on=timezone.localdate(), reason="bà X", voids_evidence=False, by=None)
    assert "bà X" not in check(visitor, award.check_code).content.decode()


def test_a_replaced_certificate_names_its_replacement(award, visitor) -> None:
    new = supersede(award=award, facts={"name": "Đặng Thị Ngọc Ứ"}, reason="name", by=None)
    body = check(visitor, award.check_code).content.decode()
    assert "verdict-superseded" in body
    assert new.number in body
    # The old code opens only the old facts.
    assert new.check_code not in body
    assert "verdict-valid" in check(visitor, new.check_code).content.decode()


def test_an_expired_certificate_says_so(holder, family, visitor) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    award = make_award(holder, family, valid_until=yesterday)
    assert "verdict-expired" in check(visitor, award.check_code).content.decode()


def test_the_thirty_first_look_in_a_minute_waits(award, visitor, monkeypatch) -> None:
    monkeypatch.setattr(limiter.time, "time", lambda: 1_000_020.0)
    answers = [check(visitor, award.check_code).status_code for _look in range(31)]
    assert answers == [200] * 30 + [429]
    assert visitor.get(reverse("verify"), {"ma": "0" * 12}).status_code == 429
    other = visitor.get(
        reverse("verify_code", kwargs={"code": award.check_code}), REMOTE_ADDR="203.0.113.9"
    )
    assert other.status_code == 200
    monkeypatch.setattr(limiter.time, "time", lambda: 1_000_081.0)
    assert check(visitor, award.check_code).status_code == 200


@pytest.mark.parametrize("name", ["verify", "verify_code"])
def test_nobody_can_write_through_the_public_pages(name, award, visitor) -> None:
    kwargs = {"code": award.check_code} if name == "verify_code" else {}
    for method in ("post", "put", "patch", "delete"):
        assert getattr(visitor, method)(reverse(name, kwargs=kwargs)).status_code == 405
    assert not AwardEvent.objects.exists()


def test_it_costs_little(award, visitor, django_assert_max_num_queries) -> None:
    check(visitor, award.check_code)
    with django_assert_max_num_queries(3):
        check(visitor, award.check_code)
