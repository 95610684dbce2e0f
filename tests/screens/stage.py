"""A running site with the world of the pages in it, and visitors who open them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks import people, site
from tests.browser.acts import Visitor
from tests.screens.acts import ACTS
from tests.screens.pages import Screen
from tests.screens.world import World, demo_users, furnish

SETTINGS = "tests.screens.settings"
VAR = Path(os.environ.get("HOCSO_VAR") or site.ROOT / "var")


@contextmanager
def standing() -> Iterator[tuple[str, World]]:
    """Run the demo with static files as a deployment serves them; yield address and world."""
    folder = VAR / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    environment = site.prepare(folder, SETTINGS)
    for command in (["build_assets"], ["collectstatic", "--noinput", "--clear"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity=0"],
            cwd=site.ROOT,
            env=environment,
            check=True,
        )
    with site.running(folder, settings=SETTINGS) as (port, _pid):
        # Playwright's loop runs in this thread; the database is read between its calls.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        people.load(folder, SETTINGS)
        users, team = demo_users()
        yield f"http://127.0.0.1:{port}", furnish(users, team)


def come(browser: Browser, address: str, world: World, role: str, **options: object) -> Visitor:
    """Return a visitor with a browser of their own, signed in as ``role``."""
    visitor = Visitor(browser, address, bypass_csp=True, **options)
    if role:
        visitor.context.add_cookies(
            [{"name": "sessionid", "value": world.session(role), "url": address}]
        )
    return visitor


def open_screen(visitor: Visitor, world: World, screen: Screen) -> None:
    """Open the page and do what belongs to it."""
    visitor.go(screen.path.format(**world.names))
    if screen.act:
        ACTS[screen.act](visitor, world)
    visitor.page.evaluate("document.fonts.ready")
