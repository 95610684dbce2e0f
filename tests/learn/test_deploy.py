"""The files an engineer installs: filled in completely, and as the documents say."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from deploy.render import PLACE, Unfilled, render
from deploy.stack import units

DEPLOY: Path = settings.BASE_DIR / "deploy"


def test_nginx_needs_only_the_name() -> None:
    """All else has the defaults of the install guide."""
    text = render((DEPLOY / "nginx" / "hocso.conf").read_text(), {"HOST": "hocso.example.vn"})
    assert not PLACE.search(text)
    assert "server_name hocso.example.vn;" in text
    assert "/etc/letsencrypt/live/hocso.example.vn/fullchain.pem" in text


def test_what_is_missing_is_named() -> None:
    """Half a file is none."""
    with pytest.raises(Unfilled, match="HOST"):
        render("server_name @HOST@;", {})


def test_every_setting_of_the_template_is_explained() -> None:
    """Of a family like DATABASE_NAME, _USER the ending suffices."""
    explained = (settings.BASE_DIR / "docs" / "operate" / "settings.md").read_text()
    lines = (DEPLOY / "env" / "hocso.env").read_text().splitlines()
    names = [line.split("=", 1)[0] for line in lines if line and not line.startswith("#")]
    unexplained = [
        name
        for name in names
        if f"`{name}`" not in explained
        and not (f"`_{name.split('_', 1)[-1]}`" in explained and name.split("_")[0] in explained)
        and name != "DJANGO_SETTINGS_MODULE"
    ]
    assert unexplained == []


def test_units_run_the_release_with_the_settings(tmp_path: Path) -> None:
    """Every service reads the one file and runs through run.sh or a script of the release."""
    for path in (DEPLOY / "systemd").glob("*.service"):
        text = path.read_text()
        assert "EnvironmentFile=/etc/hocso/hocso.env" in text, path.name
        assert "User=hocso" in text, path.name
        command = units.command_of(path.name, settings=tmp_path / "env", var=tmp_path)
        assert Path(command[0]).stat().st_mode & 0o100, command[0]


def test_the_guide_names_only_files_that_are_there() -> None:
    """Scripts and templates of deploy/, and our own commands."""
    guide = (settings.BASE_DIR / "docs" / "operate" / "install.md").read_text()
    for name in set(re.findall(r"deploy/[\w./-]+\.(?:sh|py|conf|env)", guide)):
        assert (settings.BASE_DIR / name).exists(), name
    commands = {path.stem for path in settings.BASE_DIR.glob("*/management/commands/*.py")}
    commands |= {"migrate", "collectstatic"}
    assert set(re.findall(r"deploy/manage\.sh (\w+)", guide)) <= commands
