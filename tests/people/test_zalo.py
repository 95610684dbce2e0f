"""The contract with a gateway to Zalo, against a server that really answers."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from people import consent
from people.messages import Words, routes, send_along, wire
from people.messages.channels import CHANNELS
from people.messages.delivery import MAX_TRIES, deliver, sweep
from people.messages.routing import choose
from people.models import Message
from tests.cast import Cast
from tests.people.gateway import Gateway, running_gateway

WORDS = Words(
    short="Học Số: mời học tiếp.",
    template="nudge_due",
    params={"name": "Minh", "link": "https://x"},
)


@pytest.fixture
def gateway(settings: object) -> Iterator[Gateway]:
    """A gateway on this machine, named in the settings."""
    with running_gateway() as server:
        settings.ZALO_HTTP = {"url": f"{server.url}/zalo", "token": "secret", "token_file": ""}
        settings.ZALO_TEMPLATES = {"nudge_due": "T-17"}
        yield server


def waiting(**more: object) -> Message:
    """Add a message that waits."""
    facts = {"channel": "zalo", "to": "+84912345678", "body": "x", "template": "T-17"}
    return Message.objects.create(**facts | {"params": {"name": "Minh"}} | more)


@pytest.mark.django_db
def test_what_is_posted(gateway: Gateway) -> None:
    """Template and parameters to a phone, with the token and an id against doubles."""
    message = waiting()
    assert deliver(str(message.pk))
    request = gateway.taken[0]
    assert request.path == "/zalo"
    assert request.headers["Authorization"] == "Bearer secret"
    assert request.json == {
        "id": str(message.pk),
        "to": {"phone": "+84912345678"},
        "template": "T-17",
        "params": {"name": "Minh"},
    }
    message.refresh_from_db()
    assert (message.state, message.tries) == ("sent", 1)


@pytest.mark.django_db
def test_an_id_of_the_gateway_is_an_address_too(gateway: Gateway) -> None:
    deliver(str(waiting(to="2512523625412515").pk))
    assert gateway.taken[0].json["to"] == {"user_id": "2512523625412515"}


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 302])
def test_a_refusal_is_not_tried_again(gateway: Gateway, status: int) -> None:
    """Redirects are none of ours to follow."""
    gateway.answers(status)
    message = waiting()
    assert not deliver(str(message.pk))
    message.refresh_from_db()
    assert (message.state, message.error) == ("failed", f"HTTP {status}")
    assert not deliver(str(message.pk))
    assert sweep(timezone.now() + dt.timedelta(minutes=10)) == 0
    assert len(gateway.taken) == 1


@pytest.mark.django_db
def test_a_gateway_in_trouble_is_asked_again_with_longer_pauses(gateway: Gateway) -> None:
    """After 2, 4, 8 and 16 minutes, with the same id, and no more than five times."""
    gateway.answers(500, 503, 429, 408, 502)
    message = waiting()
    assert not deliver(str(message.pk))
    tried = []
    for minute in range(1, 30):
        before = len(gateway.taken)
        sweep(message.created_at + dt.timedelta(minutes=minute, seconds=1))
        if len(gateway.taken) > before:
            tried.append(minute)
    assert tried == [2, 4, 8, 16]
    assert {request.json["id"] for request in gateway.taken} == {str(message.pk)}
    message.refresh_from_db()
    assert (message.state, message.tries, message.error) == ("gave_up", MAX_TRIES, "HTTP 502")


@pytest.mark.django_db
def test_trouble_that_passes_is_forgotten(gateway: Gateway) -> None:
    gateway.answers(503)
    message = waiting()
    assert not deliver(str(message.pk))
    assert sweep(message.created_at + dt.timedelta(minutes=3)) == 1
    message.refresh_from_db()
    assert (message.state, message.tries, message.error) == ("sent", 2, "")


@pytest.mark.django_db
def test_silence_is_trouble(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a message that was taken in silence comes again under the same id."""
    monkeypatch.setattr(wire, "TIMEOUT_SECONDS", 0.2)
    gateway.pause = 0.6
    message = waiting()
    assert not deliver(str(message.pk))
    message.refresh_from_db()
    assert (message.state, message.error) == ("waiting", "TimeoutError")
    gateway.pause = 0
    assert sweep(message.created_at + dt.timedelta(minutes=3)) == 1
    assert [request.json["id"] for request in gateway.taken] == [str(message.pk)] * 2


@pytest.mark.django_db
def test_a_token_in_a_file_is_read_each_time(
    gateway: Gateway, settings: object, tmp_path: Path
) -> None:
    """Whoever renews it needn't start us again; a file that is away for a moment is trouble."""
    file = tmp_path / "token"
    settings.ZALO_HTTP = settings.ZALO_HTTP | {"token": "", "token_file": str(file)}
    message = waiting()
    assert not deliver(str(message.pk))
    file.write_text("new\n")
    assert sweep(message.created_at + dt.timedelta(minutes=3)) == 1
    file.write_text("newer\n")
    deliver(str(waiting().pk))
    assert [one.headers["Authorization"] for one in gateway.taken] == ["Bearer new", "Bearer newer"]


@pytest.mark.django_db(transaction=True)
def test_who_agreed_is_reached_and_who_took_it_back_is_not(gateway: Gateway, cast: Cast) -> None:
    minh, zalo = cast.persons["minh"], CHANNELS["zalo"]
    assert zalo.reaches(minh) is None
    choose(person=minh, channels=["zalo", "sms"], by=None, method="test")
    assert zalo.reaches(minh) == minh.contact_phone
    assert consent.holds(minh, consent.ZALO)
    message = send_along(
        person_id=minh.pk, route=routes([minh.pk])[minh.pk], words=WORDS, purpose="nudge"
    )
    assert message is not None
    assert gateway.taken[0].json["template"] == "T-17"
    assert [step["channel"] for step in message.route] == ["sms"]
    consent.withdraw(person=minh, purpose=consent.ZALO, by=None, method="test")
    assert zalo.reaches(minh) is None
    assert [way.channel for way in routes([minh.pk])[minh.pk]] == ["sms"]


@pytest.mark.django_db(transaction=True)
def test_what_has_no_form_of_words_goes_another_way(gateway: Gateway, cast: Cast) -> None:
    minh = cast.persons["minh"]
    choose(person=minh, channels=["zalo", "sms"], by=None, method="test")
    words = Words(short="Học Số: chào.", template="nudge_never")
    message = send_along(
        person_id=minh.pk, route=routes([minh.pk])[minh.pk], words=words, purpose="nudge"
    )
    assert message is not None
    assert message.channel == "sms"
    assert gateway.taken == []
