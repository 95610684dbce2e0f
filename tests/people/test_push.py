"""Notices on devices: sealed for one browser, signed by the site, handed to known makers only."""

import datetime as dt
import http.client
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from people import consent
from people.messages.channels import CHANNELS, Words, push, push_hosts
from people.messages.delivery import deliver, sweep
from people.messages.devices import MOST, add_device, devices_of, remove_device
from people.messages.routing import choices, routes, send_along
from people.messages.wire import Refused
from people.models import Message, Person, PushDevice
from people.refusal import Refusal
from tests.cast import Cast, sign_in
from tests.people.browser_side import Browser, bytes_of, claims_of
from tests.people.gateway import Gateway, running_gateway

HERE = "/vi/ho-so/nhac/may-nay/"
WORDS = Words(
    short="Học Số: Minh ơi, lớp mở ngày mai https://x",
    subject="Học Số: Ngày mai có lớp",
    notice="Lớp “Cài VNeID” mở ngày mai lúc 08:00.",
    params={"link": "https://hocso.example.vn/vi/hoc-cua-toi/"},
)


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """A browser's maker on this machine, to whom all endpoints lead."""
    with running_gateway() as server:

        def to_here(endpoint: str) -> http.client.HTTPConnection:
            assert push_hosts.is_allowed(endpoint)
            return http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)

        monkeypatch.setattr(push_hosts, "connection_to", to_here)
        yield server


def register(cast: Cast, who: str = "minh", number: int = 0) -> Browser:
    """Let a browser of somebody register."""
    browser = Browser(f"https://fcm.googleapis.com/fcm/send/{who}-{number}")
    add_device(person=cast.persons[who], by=cast.users[who], **browser.registration)
    return browser


def notice(person: Person, **more: object) -> Message:
    """Add a notice that waits."""
    facts = {
        "channel": "push",
        "to": str(person.pk),
        "person": person,
        "subject": "Chào",
        "body": "x",
    }
    return Message.objects.create(**facts | more)


def test_only_the_browser_can_read_it_and_knows_from_whom_it_is(maker: Gateway, cast: Cast) -> None:
    """The whole way: words, seal, signature, over HTTP, opened with the subscriber's own key."""
    browser, minh = register(cast), cast.persons["minh"]
    until = timezone.now() + dt.timedelta(hours=3)
    step = {"channel": "push", **CHANNELS["push"].dress(WORDS)}
    message = Message.objects.create(**step, to=str(minh.pk), person=minh, until=until)
    assert deliver(str(message.pk))
    request = maker.taken[0]
    assert request.path == "/fcm/send/minh-0"
    assert browser.read(request.body) == {
        "title": "Học Số: Ngày mai có lớp",
        "body": "Lớp “Cài VNeID” mở ngày mai lúc 08:00.",
        "link": "https://hocso.example.vn/vi/hoc-cua-toi/",
        "tag": message.pk.hex,
    }
    assert b"VNeID" not in request.body
    assert request.headers["Content-Encoding"] == "aes128gcm"
    assert 3 * 3600 - 60 < int(request.headers["TTL"]) <= 3 * 3600
    assert request.headers["Topic"] == message.pk.hex
    claims = claims_of(request.headers["Authorization"], push.public_key())
    assert claims["aud"] == "https://fcm.googleapis.com"
    assert claims["sub"] == "mailto:test@example.vn"
    assert time.time() < claims["exp"] <= time.time() + 24 * 3600
    with pytest.raises(InvalidTag):
        Browser().read(request.body)
    message.refresh_from_db()
    assert message.state == "sent"
    assert devices_of(minh)[0].reached_at is not None


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten(maker: Gateway, cast: Cast, status: int) -> None:
    """And the notice comes to the others; where there are none, it goes the next way."""
    minh = cast.persons["minh"]
    register(cast, number=1)
    register(cast, number=2)
    maker.answers(status)
    assert deliver(str(notice(minh).pk))
    assert [device.endpoint[-6:] for device in devices_of(minh)] == ["minh-2"]
    maker.answers(status)
    message = notice(minh, route=[{"channel": "sms", "body": "Học Số: chào"}])
    assert not deliver(str(message.pk))
    message.refresh_from_db()
    assert (message.state, message.error) == ("failed", "no device")
    assert Message.objects.get(instead_of=message.pk).channel == "sms"
    assert routes([minh.pk])[minh.pk][0].channel == "sms"


def test_a_maker_in_trouble_is_asked_again(maker: Gateway, cast: Cast) -> None:
    """A device is kept then, and when the maker refuses for another reason, too."""
    register(cast)
    message = notice(cast.persons["minh"])
    maker.answers(503)
    assert not deliver(str(message.pk))
    assert sweep(message.created_at + dt.timedelta(minutes=3)) == 1
    refused = notice(cast.persons["minh"])
    maker.answers(403)
    assert not deliver(str(refused.pk))
    refused.refresh_from_db()
    assert (refused.state, refused.error) == ("failed", "HTTP 403")
    assert PushDevice.objects.count() == 1


def test_one_that_takes_it_is_enough(maker: Gateway, cast: Cast) -> None:
    register(cast, number=1)
    register(cast, number=2)
    maker.answers(503)
    assert deliver(str(notice(cast.persons["minh"]).pk))
    assert len(maker.taken) == 2


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/a",
        "https://fcm.googleapis.com:8443/fcm/send/a",
        "https://fcm.googleapis.com@10.0.0.5/fcm/send/a",
        "https://fcm.googleapis.com.example.vn/fcm/send/a",
        "https://evilpush.apple.com.vn/a",
        "https://xpush.apple.com/a",
        "https://push.apple.com/a",
        "https://127.0.0.1/a",
        "https://localhost/a",
        "https://[::1]/a",
        "https://169.254.169.254/latest/meta-data/",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com/",
        "https://fcm.googleapis.com/a b",
        "https://fcm.googleapis.com\\@10.0.0.5/a",
        "https://fcm.googleapis.com/a\r\nHost: x",
        "https://fcm.googleapis.com:x/a",
        "https://fcm.googleapis.com/" + "a" * 1000,
        "file:///etc/passwd",
        "",
    ],
)
def test_an_endpoint_elsewhere_is_refused(cast: Cast, endpoint: str) -> None:
    """When it is registered, and again when it would be used."""
    browser = Browser(endpoint)
    with pytest.raises(Refusal) as caught:
        add_device(person=cast.persons["minh"], by=cast.users["minh"], **browser.registration)
    assert caught.value.code == "unknown_maker"
    with pytest.raises(Refused):
        push_hosts.connection_to(endpoint)


def test_known_makers_are_known() -> None:
    for host in (
        "fcm.googleapis.com",
        "updates.push.services.mozilla.com",
        "web.push.apple.com",
        "wns2-sg2p.notify.windows.com",
    ):
        assert push_hosts.is_allowed(f"https://{host}/a")
        assert push_hosts.is_allowed(f"https://{host}:443/a")


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"], ["10.1.2.3"], ["172.16.0.9"], ["192.168.1.1"], ["169.254.169.254"],
        ["100.64.0.1"], ["0.0.0.0"], ["224.0.0.1"], ["::1"], ["fd00::1"], ["fe80::1%eth0"],
        ["::ffff:10.0.0.1"], ["142.250.4.95", "10.0.0.1"],
    ],
)  # fmt: skip
def test_a_known_name_that_leads_inside_is_refused(
    monkeypatch: pytest.MonkeyPatch, addresses: list[str]
) -> None:
    """Whatever the name service says; one inner address among others is one too many."""
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_a, **_k: [(0, 0, 0, "", (one, 443)) for one in addresses]
    )
    with pytest.raises(Refused):
        push_hosts.connection_to("https://fcm.googleapis.com/a").connect()


def test_the_address_that_was_looked_at_is_the_one_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is asked for once, so that it can't lead elsewhere a moment later."""
    asked, opened = [], []

    def look_up(host: str, *_args: Any, **_more: Any) -> list[tuple]:
        asked.append(host)
        return [(0, 0, 0, "", ("2404:6800:4003::5f", 443)), (0, 0, 0, "", ("142.250.4.95", 443))]

    def connect(address: tuple[str, int], _timeout: float) -> None:
        opened.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(ConnectionRefusedError):
        push_hosts.connection_to("https://fcm.googleapis.com/a").connect()
    assert (asked, opened) == (["fcm.googleapis.com"], [("142.250.4.95", 443)])


@pytest.mark.parametrize(
    "keys",
    [
        {"p256dh": ""}, {"p256dh": "!!"}, {"p256dh": "BA"}, {"p256dh": "A" * 87}, {"auth": ""},
        {"auth": "AAAA"}, {"auth": "ế"},
    ],
)  # fmt: skip
def test_keys_that_are_none_are_refused(cast: Cast, keys: dict[str, str]) -> None:
    with pytest.raises(Refusal) as caught:
        add_device(
            person=cast.persons["minh"], by=cast.users["minh"], **Browser().registration | keys
        )
    assert caught.value.code == "bad_keys"
    assert not PushDevice.objects.exists()


def test_the_button_registers_and_the_list_takes_off(client: Client, cast: Cast) -> None:
    """With consent on the way in and its end on the way out."""
    minh = cast.persons["minh"]
    sign_in(client, cast.users["minh"])
    assert f'data-push="{push.public_key()}"' in client.get("/vi/ho-so/").content.decode()
    assert client.post(HERE, Browser().registration).json() == {"added": True}
    assert client.post(HERE, Browser("https://x.vn/a").registration).status_code == 400
    assert consent.holds(minh, consent.PUSH)
    assert choices([minh.pk]) == {minh.pk: ["push", "sms"]}
    device = PushDevice.objects.get()
    page = client.get("/vi/ho-so/").content.decode()
    assert f'data-device="{device.digest}"' in page
    assert 'value="push" checked' in page
    other = Client()
    sign_in(other, cast.users["lan"])
    other.post(f"/vi/ho-so/nhac/may/{device.pk}/bo/")
    assert PushDevice.objects.exists()
    client.post(f"/vi/ho-so/nhac/may/{device.pk}/bo/")
    assert not PushDevice.objects.exists()
    assert not consent.holds(minh, consent.PUSH)
    assert choices([minh.pk]) == {minh.pk: ["sms"]}


def test_a_device_shows_the_reminders_of_whoever_pressed_last(cast: Cast) -> None:
    """A phone of a household: never two persons' reminders at once."""
    browser = register(cast, "minh")
    add_device(person=cast.persons["lan"], by=cast.users["lan"], **browser.registration)
    assert devices_of(cast.persons["minh"]) == []
    assert len(devices_of(cast.persons["lan"])) == 1
    minh = cast.persons["minh"]
    assert [way.channel for way in routes([minh.pk])[minh.pk]] == ["sms"]


def test_there_are_only_so_many_and_the_oldest_go(cast: Cast) -> None:
    for number in range(MOST + 2):
        register(cast, number=number)
    found = [device.endpoint[-1] for device in devices_of(cast.persons["minh"])]
    assert found == [str(number) for number in range(2, MOST + 2)]


def test_who_takes_consent_back_isnt_reached(maker: Gateway, cast: Cast) -> None:
    minh = cast.persons["minh"]
    register(cast)
    assert CHANNELS["push"].reaches(minh) == str(minh.pk)
    consent.withdraw(person=minh, purpose=consent.PUSH, by=None, method="test")
    assert CHANNELS["push"].reaches(minh) is None
    message = send_along(
        person_id=minh.pk, route=routes([minh.pk])[minh.pk], words=WORDS, purpose="nudge"
    )
    assert message is not None
    assert message.channel == "sms"


def test_without_a_key_there_is_no_button(client: Client, cast: Cast, settings: Any) -> None:
    settings.VAPID_PRIVATE_KEY = ""
    sign_in(client, cast.users["minh"])
    assert "data-push=" not in client.get("/vi/ho-so/").content.decode()
    assert client.post(HERE, Browser().registration).status_code == 400
    assert not remove_device(person=cast.persons["minh"], device_id=1, by=cast.users["minh"])


def test_the_command_makes_a_key_that_works(capsys: Any, settings: Any) -> None:
    call_command("make_vapid_key")
    settings.VAPID_PRIVATE_KEY = capsys.readouterr().out.strip()
    assert len(bytes_of(push.public_key())) == 65


def test_the_worker_lives_at_one_address(client: Client) -> None:
    """A script, whatever language somebody speaks."""
    answer = client.get("/noi-bo/may-nhac.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert b"showNotification" in answer.content
