"""Debian's Chromium, driven by Playwright, at the size of a cheap phone."""

import shutil

from playwright.sync_api import Browser, Playwright

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


def launch(playwright: Playwright) -> Browser:
    """Start a headless browser that speaks to nobody but the site."""
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium") or "/usr/bin/chromium",
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    )
