"""Draw every page type: two sizes, light and dark, and some further ways.

    make screenshots
    make screenshots ARGS="lesson board"     only the pages whose names begin so

The pictures and an index to look through them are in var/screenshots.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.browser.acts import Visitor
from tests.browser.chromium import DESK, PHONE, launch
from tests.screens.pages import EDITOR, FORCED, LARGE, PAGES, PLAIN, PRINT, Screen
from tests.screens.stage import VAR, come, open_screen, standing
from tests.screens.world import World

FOLDER = VAR / "screenshots"
SIZES = {"phone": PHONE, "desk": DESK}
# What Chromium is asked for a reader who wants letters twice as large.
TWICE = "document.documentElement.style.setProperty('font-size', '225%')"
# Pictures further down wait to be scrolled to; here nobody scrolls.
ALL_PICTURES = """() => Promise.allSettled([...document.images].map((picture) => {
  picture.loading = "eager";
  return picture.decode();
}))"""
TALLEST = 12_000


def main(chosen: list[str]) -> int:
    """Take the pictures and write the index; 1 when a page could not be drawn."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    screens = [row for row in PAGES if not chosen or row.name.startswith(tuple(chosen))]
    failed = []
    with standing() as (address, world), sync_playwright() as playwright:
        browser = launch(playwright)
        for screen in screens:
            try:
                _draw(browser, address, world, screen)
            except (Error, StopIteration, subprocess.CalledProcessError) as fault:
                failed.append(f"{screen.name}: {str(fault).splitlines()[0]}")
        browser.close()
    write_index()
    sys.stdout.write("\n".join([*failed, f"{len(screens)} page types: {FOLDER}/index.html\n"]))
    return 1 if failed else 0


def _draw(browser: object, address: str, world: World, screen: Screen) -> None:
    visitor = come(browser, address, world, screen.role)
    open_screen(visitor, world, screen)
    for size, viewport in SIZES.items():
        for scheme in ("light", "dark"):
            _shot(visitor, screen, size, scheme, viewport, color_scheme=scheme)
    if FORCED in screen.also:
        _shot(visitor, screen, "phone", FORCED, PHONE, forced_colors="active")
        visitor.page.emulate_media(forced_colors="none")
    if LARGE in screen.also:
        visitor.page.evaluate(TWICE)
        _shot(visitor, screen, "phone", LARGE, PHONE, color_scheme="light")
        visitor.page.evaluate("document.documentElement.style.removeProperty('font-size')")
    if PRINT in screen.also:
        _print(visitor, screen)
    visitor.context.close()
    if PLAIN in screen.also and not screen.act:
        visitor = come(browser, address, world, screen.role, java_script_enabled=False)
        visitor.go(screen.path.format(**world.names))
        _shot(visitor, screen, "phone", PLAIN, PHONE, color_scheme="light")
        visitor.context.close()


def _shot(
    visitor: Visitor, screen: Screen, size: str, way: str, viewport: dict, **media: str
) -> None:
    """Draw the whole page on a screen as tall as it is, so that bars stand at its end."""
    page = visitor.page
    page.set_viewport_size(viewport)
    page.emulate_media(reduced_motion="reduce", **media)
    if screen.kind != EDITOR:
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({**viewport, "height": min(height, TALLEST)})
    if way != PLAIN:
        page.evaluate(ALL_PICTURES)
    page.screenshot(path=FOLDER / f"{screen.name}.{size}.{way}.png")


def _print(visitor: Visitor, screen: Screen) -> None:
    """Draw the first page of what the printer would get."""
    visitor.page.emulate_media(color_scheme="light")
    body = visitor.page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom"), "15mm"))
    with tempfile.TemporaryDirectory() as folder:
        stem = Path(folder) / "sheet"
        command = ["pdftoppm", "-png", "-r", "80", "-singlefile", "-", str(stem)]
        subprocess.run(command, input=body, check=True)
        stem.with_suffix(".png").rename(FOLDER / f"{screen.name}.paper.{PRINT}.png")


def write_index() -> None:
    """Write the page on which the pictures can be sifted by page, role, size and scheme."""
    roles = {row.name: row.role or "visitor" for row in PAGES}
    rows = []
    for path in sorted(FOLDER.glob("*.png")):
        name, size, way = re.match(r"(.+)\.(\w+)\.(\w+)\.png", path.name).groups()
        if name in roles:
            picture = {"page": name, "role": roles[name], "size": size, "way": way}
            rows.append({**picture, "file": path.name})
    frame = Path(__file__).with_name("index.html").read_text(encoding="utf-8")
    page = frame.replace("[/* pictures */]", json.dumps(rows))
    (FOLDER / "index.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
