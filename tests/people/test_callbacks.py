"""Reports of delivery: only the gateway's, only fresh, heard once, in whatever order."""

import datetime as dt
import json
import time
import uuid
from itertools import permutations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from people.messages.callbacks import signature
from people.models import Message

SECRET = "a-secret-of-the-gateway-that-is-long"


@pytest.fixture(autouse=True)
def _secrets(settings: object, db: None) -> None:
    settings.CALLBACK_SECRETS = {"sms": SECRET, "zalo": f"{SECRET}-zalo"}


def sent(**more: object) -> Message:
    """Add a short message that the gateway took."""
    facts = {"channel": "sms", "to": "+84912345678", "body": "x", "state": "sent"}
    return Message.objects.create(**facts | more)


def report(
    said: object,
    *,
    channel: str = "sms",
    secret: str = SECRET,
    at: float | str | None = None,
    **more: str,
) -> HttpResponse:
    """Post a report as a gateway does."""
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    stamp = str(int(time.time())) if at is None else str(at)
    headers = {
        "X-HocSo-Time": stamp,
        "X-HocSo-Signature": signature(secret, stamp, body),
    } | {name.replace("_", "-"): value for name, value in more.items()}
    return Client(enforce_csrf_checks=True).post(
        f"/noi-bo/tin-nhan/{channel}/", body, content_type="application/json", headers=headers
    )


def test_a_report_changes_the_message() -> None:
    """With the time at which it arrived."""
    message = sent()
    when = timezone.now().replace(microsecond=0)
    answer = report({"id": str(message.pk), "state": "delivered", "at": when.isoformat()})
    assert (answer.status_code, answer.json()) == (200, {"id": str(message.pk), "changed": True})
    message.refresh_from_db()
    assert message.state == "delivered"
    assert message.delivered_at == max(when, message.created_at)


def test_the_same_news_signed_anew_is_no_news() -> None:
    message = sent()
    said = {"id": str(message.pk), "state": "delivered"}
    assert report(said).json()["changed"] is True
    again = report(said, at=int(time.time()) - 1)
    assert (again.status_code, again.json()["changed"]) == (200, False)


def test_a_replay_is_refused() -> None:
    """The very same request, however soon."""
    said, now = {"id": str(sent().pk), "state": "delivered"}, int(time.time())
    assert report(said, at=now).status_code == 200
    assert report(said, at=now).status_code == 409


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"secret": "another"}, 401, "wrong_signature"),
        ({"secret": f"{SECRET}-zalo"}, 401, "wrong_signature"),
        ({"X_HocSo_Signature": ""}, 401, "wrong_signature"),
        ({"X_HocSo_Signature": "sha256=Ơ"}, 401, "wrong_signature"),
        ({"X_HocSo_Time": "1"}, 401, "wrong_signature"),
        ({"at": "bây giờ".encode("ascii", "ignore").decode()}, 401, "no_time"),
        ({"at": "-5"}, 401, "no_time"),
        ({"at": int(time.time()) - 3600}, 401, "too_old"),
        ({"at": int(time.time()) + 3600}, 401, "too_old"),
        ({"channel": "email"}, 404, "unknown_channel"),
        ({"channel": "push"}, 404, "unknown_channel"),
        ({"channel": "zalo", "secret": f"{SECRET}-zalo"}, 404, "unknown_message"),
    ],
)
def test_nobody_else_is_heard(more: dict, status: int, code: str) -> None:
    message = sent()
    answer = report({"id": str(message.pk), "state": "delivered"}, **more)
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    message.refresh_from_db()
    assert message.state == "sent"


def test_the_window_is_five_minutes() -> None:
    for seconds, status in ((-290, 200), (290, 200), (-310, 401), (310, 401)):
        said = {"id": str(sent().pk), "state": "delivered"}
        assert report(said, at=int(time.time()) + seconds).status_code == status


def test_without_a_secret_nobody_is_heard(settings: object) -> None:
    """An empty secret isn't a secret that somebody could sign with."""
    settings.CALLBACK_SECRETS = {"sms": "", "zalo": ""}
    said = {"id": str(sent().pk), "state": "delivered"}
    assert report(said, secret="").status_code == 404


@pytest.mark.parametrize(
    "said",
    [
        b"", b"[]", b"null", b"{", b"\xff", b'{"id": 1}', b"[" * 9_000,
        {"id": "x", "state": "sent"},
        {"id": str(uuid.uuid4()), "state": "waiting"},
        {"id": str(uuid.uuid4()), "state": "gave_up"},
        {"id": str(uuid.uuid4()), "state": "sent", "at": "gestern"},
        {"id": str(uuid.uuid4()), "state": "sent", "at": "2026-11-23T10:00:00"},
        {"id": str(uuid.uuid4()), "state": "sent", "at": "2026-02-31T10:00:00Z"},
    ],
)  # fmt: skip
def test_nonsense_is_said_to_be_nonsense(said: object) -> None:
    assert report(said).status_code == 400


def test_what_is_unknown_or_too_long_is_said_to_be() -> None:
    assert report({"id": str(uuid.uuid4()), "state": "sent"}).status_code == 404
    assert report(b" " * 20_000).status_code == 413
    assert Client().get("/noi-bo/tin-nhan/sms/").status_code == 405


@pytest.mark.parametrize("order", permutations(["sent", "failed", "delivered"]))
def test_the_order_of_news_doesnt_matter(order: tuple[str, ...]) -> None:
    """Whatever comes first, what arrived has arrived."""
    message = sent(state="waiting")
    for state in order:
        assert report({"id": str(message.pk), "state": state}).status_code == 200
    message.refresh_from_db()
    assert message.state == "delivered"
    assert message.sent_at is not None


def test_a_wrong_clock_writes_no_day_of_its_own() -> None:
    early, late = sent(), sent()
    report({"id": str(early.pk), "state": "delivered", "at": "1999-01-01T00:00:00Z"})
    report({"id": str(late.pk), "state": "delivered", "at": "2999-01-01T00:00:00Z"})
    for message in (early, late):
        message.refresh_from_db()
        assert abs(message.delivered_at - timezone.now()) < dt.timedelta(minutes=1)


def test_a_report_costs_a_fixed_number_of_queries(django_assert_num_queries: object) -> None:
    """The row, and its change."""
    said = {"id": str(sent().pk), "state": "delivered"}
    with django_assert_num_queries(4):  # two of them are the savepoint
        assert report(said).status_code == 200
