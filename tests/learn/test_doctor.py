"""What the doctor finds, and how its command says it."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from learn.celery import app
from learn.doctor import build, configuration, database, machine, messages, services, storage
from learn.doctor.findings import Finding, fault, ok, run_checks, warning
from learn.doctor.rounds import ROUNDS
from learn.tasks import HEARTBEAT, heartbeat, last_heartbeat
from people.append_only import guarded_models, install, remove


def asked(*arguments: str) -> tuple[int, str]:
    """Return the code with which the command ends, and what it printed."""
    said = StringIO()
    try:
        call_command("doctor", *arguments, stdout=said, stderr=said)
    except SystemExit as end:
        return int(str(end.code)), said.getvalue()
    return 0, said.getvalue()


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that replaces all checks by one that finds what it is given."""

    def only(*findings: Finding) -> None:
        monkeypatch.setattr(
            "learn.management.commands.doctor.ROUNDS", {"settings": (lambda: findings,)}
        )

    return only


def states(*found: Finding) -> dict[str, str]:
    """Return the state of every finding by name."""
    return {finding.name: finding.state for finding in found}


def test_a_fault_ends_with_one_and_says_what_to_do(rounds: Callable[..., None]) -> None:
    """The remedy stands under what was seen, and the last line says where to begin."""
    rounds(ok("disk", "room enough"), fault("queue", "It is gone.", "Start it."))
    code, said = asked()
    assert code == 1
    assert "FAULT    queue: It is gone." in said
    assert "→ Start it." in said
    assert said.strip().endswith("Begin with: queue.")


def test_warnings_count_only_when_asked_to(rounds: Callable[..., None]) -> None:
    """A warning lets the site serve; --strict doesn't."""
    rounds(warning("disk", "It fills.", "Clear it."))
    assert asked()[0] == 0
    assert asked("--strict")[0] == 1


def test_json_says_the_same(rounds: Callable[..., None]) -> None:
    """For monitoring: one object, every finding with its part."""
    rounds(fault("queue", "Đã mất.", "Start it."))
    code, said = asked("--json")
    answer = json.loads(said)
    assert (code, answer["healthy"]) == (1, False)
    assert answer["findings"] == [
        {
            "part": "settings",
            "name": "queue",
            "state": "fault",
            "seen": "Đã mất.",
            "remedy": "Start it.",
        }
    ]


def test_an_unknown_part_is_refused() -> None:
    """Neither silently nothing nor silently everything."""
    code, said = asked("setings")
    assert code == 2
    assert "setings" in said


def test_a_check_that_breaks_is_a_finding() -> None:
    """The others still run."""

    def broken() -> Finding:
        raise LookupError("no such thing")

    found = run_checks([broken, lambda: ok("disk", "fine")])
    assert states(*found) == {"broken": "fault", "disk": "ok"}
    assert "no such thing" in found[0].seen


def test_every_fault_says_what_to_do() -> None:
    """No remedy may be empty: checked on what a machine without servers finds."""
    quick = [*configuration_checks(), machine.disk, storage.place, storage.public_address]
    found = [f for f in run_checks(quick) if f.state in {"fault", "warning"}]
    assert found
    assert [f.name for f in found if not f.remedy] == []
    assert len({check for checks in ROUNDS.values() for check in checks}) >= 28


def configuration_checks() -> list[Callable]:
    """Return the checks of settings that ask no database."""
    return [
        configuration.production_settings,
        configuration.keys,
        configuration.hosts,
        configuration.outbox,
    ]


def test_demo_settings_are_no_real_site() -> None:
    """The settings of tests are a demo's: outbox, plain address, demo."""
    found = states(*run_checks(configuration_checks()))
    assert found["production settings"] == "fault"
    assert found["outbox of the demo"] == "fault"
    assert found["site address"] == "fault"


def test_keys_must_be_long_and_differ(settings: Any) -> None:
    """Also when they are long but the same."""
    key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRST"
    settings.SECRET_KEY, settings.MATCHING_KEY = key, key[::-1]
    assert set(states(*configuration.keys()).values()) == {"ok"}
    settings.MATCHING_KEY = key
    assert states(*configuration.keys())["matching key"] == "fault"
    settings.SECRET_KEY = "a" * 60
    assert states(*configuration.keys())["secret key"] == "fault"


def test_the_address_must_be_one_of_the_names(settings: Any) -> None:
    """What certificates print must lead to this site."""
    settings.ALLOWED_HOSTS = ["hocso.example.vn"]
    settings.WAGTAILADMIN_BASE_URL = "https://hocso.example.vn"
    assert set(states(*configuration.hosts()).values()) == {"ok"}
    settings.WAGTAILADMIN_BASE_URL = "https://khac.example.vn"
    assert states(*configuration.hosts())["site address"] == "fault"
    settings.ALLOWED_HOSTS = ["*"]
    assert states(*configuration.hosts())["host names"] == "fault"


@pytest.mark.django_db
def test_tables_are_this_releases_and_guarded() -> None:
    """All migrations, all triggers; a missing one is seen."""
    assert database.migrations().state == "ok"
    assert database.triggers().state == "ok"
    model = guarded_models()[0]
    remove(connection, [model])
    found = database.triggers()
    assert found.state == "fault"
    assert model._meta.db_table in found.seen
    install(connection, [model])
    assert database.triggers().state == "ok"


@pytest.mark.django_db
def test_an_empty_site_is_told_what_to_load() -> None:
    """In the words of the install guide."""
    found = {f.name: f for f in database.content()}
    assert "load_units" in found["units of the province"].remedy
    assert "grant_role" in found["accounts"].remedy


def test_heartbeat_shows_that_beat_lives() -> None:
    """Without one it is a fault; an old one too."""
    from django.core.cache import cache

    assert services.beat().state == "fault"
    heartbeat()
    assert last_heartbeat() is not None
    assert services.beat().state == "ok"
    cache.set(HEARTBEAT, last_heartbeat() - 1000)
    assert services.beat().state == "fault"


def test_beat_is_told_to_leave_a_heartbeat() -> None:
    """The schedule names a task that exists."""
    assert app.conf.beat_schedule["heartbeat"]["task"] == heartbeat.name


def test_files_are_written_read_and_deleted(settings: Any, tmp_path: Path) -> None:
    """And nothing is left behind."""
    settings.MEDIA_ROOT = tmp_path
    assert storage.files().state == "ok"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_store_that_refuses_is_a_fault(settings: Any, tmp_path: Path) -> None:
    """A folder that is a file can't be written into."""
    (tmp_path / "media").write_text("")
    settings.MEDIA_ROOT = tmp_path / "media"
    found = storage.files()
    assert found.state == "fault"
    assert found.remedy


def test_a_gateway_that_is_gone_is_seen(settings: Any) -> None:
    """Without sending a message: only the door is tried."""
    settings.SMS_BACKEND = "people.messages.backends.HttpBackend"
    settings.SMS_HTTP = {"url": "http://127.0.0.1:1/send", "token": "t", "sender": "HocSo"}
    assert messages.short_messages().state == "fault"
    settings.SMS_HTTP = {"url": "", "token": "", "sender": ""}
    assert "SMS_HTTP_URL" in messages.short_messages().remedy


def test_a_mail_server_that_is_gone_is_seen(settings: Any) -> None:
    """The port is named, so that a firewall can be looked at."""
    settings.EMAIL_BACKEND = messages.SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    found = messages.mail()
    assert found.state == "fault"
    assert "127.0.0.1:1" in found.seen


def test_set_up_made_what_certificates_need() -> None:
    """Fonts hold every Vietnamese letter, and a certificate can be set."""
    assert build.fonts().state == "ok"
    assert build.packages().state == "ok"
    assert build.certificate().state == "ok"


def test_missing_fonts_are_seen(settings: Any, tmp_path: Path) -> None:
    """With the command that fetches them."""
    settings.PDF_FONTS_DIR = tmp_path
    assert "npm ci" in build.fonts().remedy


def test_settings_others_can_read_are_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Passwords are in that file."""
    path = tmp_path / "hocso.env"
    path.write_text("SECRET_KEY=x\n")
    monkeypatch.setenv("HOCSO_SETTINGS", str(path))
    path.chmod(0o644)
    assert machine.settings_file().state == "fault"
    path.chmod(0o640)
    assert machine.settings_file().state == "ok"
