"""Judge every page type: bytes, requests, Lighthouse, axe and HTML; 1 when one is outside.

    make audit
    make audit ARGS="--pages home course"     only the pages whose names begin so
    make audit ARGS="--no-lighthouse"         a minute instead of a quarter of an hour

Limits are held by pages of ours; the editor and error pages are shown, and held to what can be
asked of them. The table is printed, everything found is in var/audit/audit.json.
"""

import argparse
import json
import statistics
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from tests.browser.chromium import launch
from tests.screens import judges
from tests.screens.pages import EDITOR, PAGES, PRIVATE, PUBLIC, UNLISTED, Screen
from tests.screens.stage import VAR, come, open_screen, standing
from tests.screens.weigh import Visit, weigh
from tests.screens.world import World

FOLDER = VAR / "audit"
FIRST_BYTES, REPEAT_BYTES = 60_000, 12_000
# Performance, accessibility, best practices, findability. Private pages are hidden from search.
LEAST = {
    PUBLIC: (98, 100, 100, 100),
    UNLISTED: (98, 100, 100, 0),
    PRIVATE: (90, 100, 100, 0),
}
RUNS = 3


@dataclass
class Verdict:
    """Everything that was found about a page type."""

    screen: Screen
    first: Visit | None = None
    repeat: Visit | None = None
    scores: dict[str, int] = field(default_factory=dict)
    axe: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Judge the pages, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", nargs="*", default=[])
    parser.add_argument("--no-lighthouse", action="store_true")
    options = parser.parse_args()
    (FOLDER / "html").mkdir(parents=True, exist_ok=True)
    screens = [row for row in PAGES if row.name.startswith(tuple(options.pages) or "")]
    verdicts = [Verdict(screen) for screen in screens]
    with standing() as (address, world), sync_playwright() as playwright:
        browser = launch(playwright)
        files = {}
        for verdict in verdicts:
            _look(browser, address, world, verdict, files)
        _validate(verdicts, files)
        browser.close()
        if not options.no_lighthouse:
            for verdict in verdicts:
                _score(address, world, verdict)
    for verdict in verdicts:
        verdict.faults += _outside(verdict)
    _write(verdicts)
    return 1 if any(verdict.faults for verdict in verdicts) else 0


def _look(
    browser: Browser, address: str, world: World, verdict: Verdict, files: dict[str, Path]
) -> None:
    """Weigh the page, ask axe in light and dark, keep its HTML for the checker."""
    screen = verdict.screen
    url = address + screen.path.format(**world.names)
    if not screen.act:
        session = world.session(screen.role) if screen.role else ""
        verdict.first, verdict.repeat = weigh(browser, url, session)
    visitor = come(browser, address, world, screen.role)
    try:
        open_screen(visitor, world, screen)
        if not _is_foreign(screen):
            verdict.axe += judges.axe(visitor.page)
            visitor.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            verdict.axe += judges.axe(visitor.page, only="color-contrast")
        if not screen.act and not _is_foreign(screen):
            path = FOLDER / "html" / f"{screen.name}.html"
            path.write_bytes(visitor.context.request.get(url).body())
            files[screen.name] = path
    except Error as fault:
        verdict.faults.append(str(fault).splitlines()[0])
    visitor.context.close()


def _validate(verdicts: list[Verdict], files: dict[str, Path]) -> None:
    """Ask the HTML checker about all pages at once."""
    try:
        errors = judges.html_errors(files)
    except judges.NoVerdict as fault:
        verdicts[0].faults.append(f"HTML checker: {fault}")
        return
    for verdict in verdicts:
        verdict.html = errors.get(verdict.screen.name, [])


def _is_foreign(screen: Screen) -> bool:
    """Return whether the page's HTML isn't ours: the editor, and the picture of the PDF."""
    return screen.kind == EDITOR or screen.act == "open_pdf"


def _score(address: str, world: World, verdict: Verdict) -> None:
    """Ask Lighthouse; again when a page misses by its speed, and take the median."""
    screen = verdict.screen
    if screen.act or screen.kind not in LEAST:
        return
    url = address + screen.path.format(**world.names)
    session = world.session(screen.role) if screen.role else ""
    found, fault = [], ""
    for _run in range(RUNS):
        try:
            found.append(judges.lighthouse(url, session, FOLDER))
        except judges.NoVerdict as error:
            fault = f"Lighthouse: {error}"
            continue
        if found[-1]["performance"] >= LEAST[screen.kind][0]:
            break
    if not found:
        verdict.faults.append(fault)
        return
    verdict.scores = {
        name: round(statistics.median(row[name] for row in found)) for name in judges.CATEGORIES
    }
    lost = judges.lost_points(FOLDER)
    if screen.kind != PUBLIC:
        lost = [name for name in lost if name != "is-crawlable"]
    verdict.faults += [f"Lighthouse: {name}" for name in lost]


def _outside(verdict: Verdict) -> list[str]:
    """Return which limits the page breaks."""
    screen, found = verdict.screen, []
    if screen.kind != EDITOR and verdict.first and verdict.repeat:
        if verdict.first.text > FIRST_BYTES:
            found.append(f"first visit {verdict.first.text:,} bytes > {FIRST_BYTES:,}")
        if verdict.repeat.text > REPEAT_BYTES:
            found.append(f"repeat {verdict.repeat.text:,} bytes > {REPEAT_BYTES:,}")
    if verdict.scores:
        for name, least in zip(judges.CATEGORIES, LEAST[screen.kind], strict=True):
            if verdict.scores[name] < least:
                found.append(f"{name} {verdict.scores[name]} < {least}")
    found += [f"axe {fault}" for fault in sorted(set(verdict.axe))]
    found += [f"HTML {fault}" for fault in verdict.html]
    return found


def _write(verdicts: list[Verdict]) -> None:
    rows = [asdict(verdict) for verdict in verdicts]
    (FOLDER / "audit.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    out = sys.stdout.write
    out(
        "| page | kind | first kB | repeat kB | with media kB | requests | Lighthouse | axe | HTML |\n"
    )
    out("|---|---|---|---|---|---|---|---|---|\n")
    for verdict in verdicts:
        out(_row(verdict))
    faulty = [verdict for verdict in verdicts if verdict.faults]
    for verdict in faulty:
        for fault in dict.fromkeys(verdict.faults):
            out(f"{verdict.screen.name}: {fault}\n")
    out(f"{len(verdicts)} page types, {len(faulty)} outside the limits; {FOLDER}/audit.json\n")


def _row(verdict: Verdict) -> str:
    screen, first, repeat = verdict.screen, verdict.first, verdict.repeat
    weight = ["", "", "", ""]
    if first and repeat:
        weight = [
            f"{first.text / 1000:.1f}",
            f"{repeat.text / 1000:.1f}",
            f"{first.everything / 1000:.0f}",
            f"{first.requests}/{repeat.requests}",
        ]
    scores = "/".join(str(score) for score in verdict.scores.values())
    is_checked = not screen.act and screen.kind != EDITOR
    cells = [screen.name, screen.kind, *weight, scores, str(len(set(verdict.axe)))]
    cells.append(str(len(verdict.html)) if is_checked else "")
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    sys.exit(main())
