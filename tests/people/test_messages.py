"""Messages leave once, are tried again, and show in the demo's outbox only."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from people.checks import codes_go_to_their_holders
from people.messages import send_email, send_sms
from people.messages.delivery import MAX_TRIES, deliver, sweep
from people.models import Message
from tests.cast import Cast
from tests.people.gateway import Gateway, running_gateway

HTTP = "people.messages.backends.HttpBackend"
OUTBOX = "/vi/hop-thu-thu/"


@pytest.fixture
def gateway(settings: object) -> Iterator[Gateway]:
    """A gateway on this machine, named in the settings."""
    with running_gateway() as server:
        settings.SMS_BACKEND = HTTP
        settings.SMS_HTTP = {"url": f"{server.url}/send?v=1", "token": "secret", "sender": "HocSo"}
        yield server


@pytest.mark.django_db(transaction=True)
def test_a_message_is_posted_after_the_transaction(gateway: Gateway) -> None:
    """With the token, the text in full, and an id against doubles."""
    message = send_sms(to="+84912345678", body="Học Số: mã 123456", purpose="login_code")
    assert [(one.headers["Authorization"], one.json) for one in gateway.taken] == [
        (
            "Bearer secret",
            {
                "id": str(message.pk),
                "to": "+84912345678",
                "text": "Học Số: mã 123456",
                "sender": "HocSo",
            },
        )
    ]
    message.refresh_from_db()
    assert (message.state, message.tries) == ("sent", 1)
    assert not deliver(str(message.pk))
    assert len(gateway.taken) == 1


def waiting(**more: object) -> Message:
    """Add a message that waits."""
    facts = {"channel": "sms", "to": "+84912345678", "body": "x"}
    return Message.objects.create(**facts | more)


@pytest.mark.django_db
def test_a_refused_message_is_tried_again_and_given_up_at_last(gateway: Gateway) -> None:
    """The row says why."""
    gateway.answers(*[503] * MAX_TRIES)
    message = waiting()
    for tries in range(1, MAX_TRIES + 1):
        assert not deliver(str(message.pk))
        message.refresh_from_db()
        assert (message.tries, message.error) == (tries, "HTTP 503")
    assert message.state == "gave_up"
    assert not deliver(str(message.pk))


@pytest.mark.django_db
def test_the_sweep_takes_up_what_is_due(gateway: Gateway) -> None:
    """A lost task changes nothing; a code that is too old isn't sent any more."""
    now = timezone.now()
    due = waiting(created_at=now - dt.timedelta(minutes=2))
    fresh = waiting(created_at=now)
    paused = waiting(created_at=now - dt.timedelta(minutes=2), tries=3)
    old = waiting(created_at=now - dt.timedelta(hours=1))
    waiting(created_at=now - dt.timedelta(days=91), state="sent")
    assert sweep(now) == 1
    states = dict(Message.objects.values_list("pk", "state"))
    assert states == {
        due.pk: "sent",
        fresh.pk: "waiting",
        paused.pk: "waiting",
        old.pk: "gave_up",
    }


@pytest.mark.django_db
def test_a_gateway_that_is_away_is_an_error_of_the_row(settings: object) -> None:
    """Not of the page."""
    settings.SMS_BACKEND = HTTP
    settings.SMS_HTTP = {"url": "http://127.0.0.1:9/", "token": "", "sender": ""}
    message = waiting()
    assert not deliver(str(message.pk))
    message.refresh_from_db()
    assert (message.state, message.error) == ("waiting", "ConnectionRefusedError")


@pytest.mark.django_db(transaction=True)
def test_mail_goes_by_the_same_way() -> None:
    """A row, then Django's backend."""
    send_email(to="lan@example.vn", subject="Mã", body="123456", purpose="login_code")
    assert [(sent.to, sent.body) for sent in mail.outbox] == [(["lan@example.vn"], "123456")]
    assert Message.objects.get().state == "sent"


@pytest.mark.django_db
def test_the_demo_keeps_mail_as_rows(settings: object) -> None:
    """Once, also when somebody else's code sends it."""
    settings.EMAIL_BACKEND = "people.messages.mail.OutboxEmailBackend"
    send_email(to="lan@example.vn", subject="Mã", body="123456", purpose="login_code")
    mail.send_mail("Chào", "Xin chào", None, ["minh@example.vn"])
    assert set(Message.objects.values_list("to", "state")) == {
        ("lan@example.vn", "sent"),
        ("minh@example.vn", "sent"),
    }


def test_the_outbox_opens_to_staff_and_on_this_machine_only(cast: Cast, settings: object) -> None:
    """And not at all outside the demo."""
    send_sms(to="+84912345678", body="Học Số: mã 123456", purpose="login_code")
    here = Client().get(OUTBOX)
    assert here.status_code == 200
    assert here.context["rows"][0]["code"] == "123456"
    assert here.context["rows"][0]["to"] == "0912 ••• 678"
    away = Client(REMOTE_ADDR="203.0.113.9")
    assert away.get(OUTBOX).status_code == 403
    assert Client(headers={"X-Forwarded-For": "203.0.113.9"}).get(OUTBOX).status_code == 403
    staff = cast.client("tam").get(OUTBOX, REMOTE_ADDR="203.0.113.9")
    assert staff.context["rows"][0]["to"] == "0912 345 678"
    learner = cast.client("minh").get(OUTBOX, REMOTE_ADDR="203.0.113.9")
    assert learner.status_code == 403
    settings.DEMO = False
    assert Client().get(OUTBOX).status_code == 404


def test_a_real_site_that_shows_codes_is_refused(settings: object) -> None:
    """By a check at start."""
    assert codes_go_to_their_holders(None) == []
    settings.DEMO = False
    assert [error.id for error in codes_go_to_their_holders(None)] == ["people.E002"]
    settings.SMS_BACKEND = HTTP
    assert codes_go_to_their_holders(None) == []
