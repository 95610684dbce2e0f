"""The doctor looks at every channel and sends nothing."""

from pathlib import Path
from typing import Any

import pytest

from learn.doctor import channels
from learn.doctor.findings import run_checks
from learn.settings.parts.messages import DEMO_VAPID_KEY
from people.models import Message
from teams.nudges import TEMPLATES
from tests.people.gateway import running_gateway

URL = {"url": "http://127.0.0.1:1/zalo", "token": "t", "token_file": ""}


def test_what_isnt_set_isnt_offered(settings: Any) -> None:
    settings.ZALO_HTTP = {"url": "", "token": "", "token_file": ""}
    settings.VAPID_PRIVATE_KEY = ""
    settings.CALLBACK_SECRETS = {"sms": "", "zalo": ""}
    found = run_checks([channels.zalo, channels.notices, channels.reports])
    assert {one.state for one in found} == {"skipped"}


def test_a_gateway_to_zalo(settings: Any, tmp_path: Path) -> None:
    """From the coarsest fault to none."""
    settings.ZALO_HTTP = URL | {"url": "zalo"}
    assert channels.zalo().state == "fault"
    settings.ZALO_HTTP = URL
    assert "can't be reached" in channels.zalo().seen
    file = tmp_path / "token"
    settings.ZALO_HTTP = URL | {"token": "", "token_file": str(file)}
    assert str(file) in channels.zalo().seen
    with running_gateway() as gateway:
        settings.ZALO_HTTP = URL | {"url": gateway.url}
        settings.ZALO_TEMPLATES = {"nudge_due": "1"}
        assert "nudge_class" in channels.zalo().seen
        settings.ZALO_TEMPLATES = dict.fromkeys(TEMPLATES, "1")
        assert channels.zalo().state == "ok"
        file.write_text("t")
        settings.ZALO_HTTP = {"url": gateway.url, "token": "", "token_file": str(file)}
        assert channels.zalo().state == "ok"
        settings.ZALO_HTTP = {"url": gateway.url, "token": "", "token_file": ""}
        assert channels.zalo().state == "warning"
        assert gateway.taken == []


@pytest.mark.parametrize(
    ("secrets", "state"),
    [
        ({"sms": "short", "zalo": ""}, "fault"),
        ({"sms": "a" * 32, "zalo": "a" * 32}, "warning"),
        ({"sms": "a" * 32, "zalo": "b" * 32}, "ok"),
    ],
)
def test_secrets_of_reports(settings: Any, secrets: dict[str, str], state: str) -> None:
    settings.CALLBACK_SECRETS = secrets
    assert [one.state for one in channels.reports()] == [state]


@pytest.mark.parametrize(
    ("key", "subject", "seen"),
    [
        ("nonsense", "mailto:x@x.vn", "no key"),
        ("A" * 43, "mailto:x@x.vn", "no key"),
        (DEMO_VAPID_KEY, "mailto:x@x.vn", "demo"),
        ("dGVzdC1vbmx5LXZhcGlkLWtleS0wMTIzNDU2Nzg5YWI", "", "VAPID_SUBJECT"),
        ("dGVzdC1vbmx5LXZhcGlkLWtleS0wMTIzNDU2Nzg5YWI", "x@x.vn", "VAPID_SUBJECT"),
    ],
)
def test_keys_of_notices(settings: Any, key: str, subject: str, seen: str) -> None:
    settings.DEMO = False
    settings.VAPID_PRIVATE_KEY, settings.VAPID_SUBJECT = key, subject
    found = channels.notices()
    assert found.state == "fault"
    assert seen in found.seen


def test_makers_that_cant_be_reached_are_named(settings: Any) -> None:
    settings.PUSH_HOSTS = ["push.invalid", ".push.apple.com"]
    found = channels.notices()
    assert (found.state, "push.invalid" in found.seen) == ("warning", True)
    settings.PUSH_HOSTS = [".push.apple.com"]
    assert channels.notices().state == "ok"


@pytest.mark.django_db
def test_messages_that_dont_get_through_are_counted() -> None:
    assert channels.arriving().state == "ok"
    facts = {"channel": "sms", "to": "+84912345678", "body": "x"}
    Message.objects.bulk_create(Message(**facts, state="delivered") for _ in range(30))
    Message.objects.bulk_create(Message(**facts, state="gave_up") for _ in range(10))
    found = channels.arriving()
    assert (found.state, found.seen) == ("warning", "10 of 40 didn't get through.")
