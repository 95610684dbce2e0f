"""Lighthouse, axe and the Nu HTML checker, each asked about pages of ours."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.screens.stage import VAR

TOOLS = VAR / "audit" / "tools" / "node_modules"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


class NoVerdict(Exception):
    """A judge couldn't look at the page."""


def lighthouse(url: str, session: str, folder: Path) -> dict[str, int]:
    """Return Lighthouse's mobile scores by category, 0–100.

    Raises:
        NoVerdict: when it fails, with its last line.
    """
    report = folder / "lighthouse.json"
    headers = folder / "headers.json"
    headers.write_text(json.dumps({"Cookie": f"sessionid={session}"} if session else {}))
    done = subprocess.run(
        [
            shutil.which("node") or "node",
            str(TOOLS / "lighthouse" / "cli" / "index.js"),
            url,
            "--quiet",
            "--no-enable-error-reporting",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={FLAGS}",
            f"--extra-headers={headers}",
            "--disable-full-page-screenshot",
        ],
        env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    if done.returncode:
        raise NoVerdict((done.stderr.strip() or "no report").splitlines()[-1])
    found = json.loads(report.read_text())
    return {name: round(100 * (found["categories"][name]["score"] or 0)) for name in CATEGORIES}


def lost_points(folder: Path) -> list[str]:
    """Return what the last report of Lighthouse marks down, besides timings."""
    found = json.loads((folder / "lighthouse.json").read_text())
    weighed = {
        row["id"]
        for name in CATEGORIES[1:]
        for row in found["categories"][name]["auditRefs"]
        if row["weight"]
    }
    audits = found["audits"]
    return [
        key for key in sorted(weighed) if (audits[key]["score"] or 0) < 1 and _counts(audits[key])
    ]


def _counts(audit: dict) -> bool:
    return audit["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")


def axe(page: Page, *, only: str = "") -> list[str]:
    """Return axe's violations, of all rules or one, as "rule: first element"."""
    options = {"runOnly": [only]} if only else None
    found = Axe().run(page, options=options).response["violations"]
    return [f"{row['id']}: {row['nodes'][0]['html'][:120]}" for row in found]


def html_errors(files: dict[str, Path]) -> dict[str, list[str]]:
    """Return the checker's errors by name for pages that were saved as files.

    Raises:
        NoVerdict: when the checker can't be run.
    """
    command = ["java", "-Xss1m", "-jar", str(TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar")]
    command += ["--format", "json", "--errors-only", "--exit-zero-always", "--stdout"]
    command += [str(path) for path in files.values()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        raise NoVerdict(done.stderr[-200:])
    by_file = {path.as_uri(): name for name, path in files.items()}
    errors: dict[str, list[str]] = {name: [] for name in files}
    for row in json.loads(done.stdout)["messages"]:
        name = by_file.get(row.get("url", "").replace("file:/", "file:///").replace("////", "//"))
        if name is None:
            raise NoVerdict(row["message"])
        errors[name].append(f"line {row.get('lastLine', '?')}: {row['message']}")
    return errors
