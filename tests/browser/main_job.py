"""The main job, end to end, in a real browser against a running site on a fresh database.

    make main-job

A brand-new official on the roster signs up with the roster's phone, takes the course, passes the
final test and opens the certificate; province staff read "% officials trained" before, after, and
after a second pass. The last line printed is one JSON object with what was read.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks import site
from tests.browser import acts
from tests.browser.chromium import DESK, launch

NAME = "Nguyễn Ngọc Ánh Tuyết"
PHONE = "0911222333"
BIRTH_YEAR = 1983


def main() -> int:
    """Run the job and print what was seen; 0 when all of it holds."""
    folder = Path(tempfile.mkdtemp(prefix="hocso-main-job-"))
    try:
        with site.running(folder) as (port, _pid), sync_playwright() as playwright:
            seen = run(playwright, f"http://127.0.0.1:{port}", folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(seen, ensure_ascii=False))
    before, after = seen["before"], seen["after"]
    holds = (
        after["numerator"] == before["numerator"] + 1
        and after["denominator"] == before["denominator"]
        and seen["repeat"] == after
        and seen["pdf_ok"]
        and seen["verify_ok"]
    )
    return 0 if holds else 1


def run(playwright: object, address: str, folder: Path) -> dict[str, object]:
    """Do the job on the site at ``address`` whose files are under ``folder``."""
    acts.load_django(folder)
    acts.put_on_roster(name=NAME, phone=PHONE, birth_year=BIRTH_YEAR)
    browser = launch(playwright)
    staff = acts.Visitor(browser, address, size=DESK)
    learner = acts.Visitor(browser, address)
    staff.sign_in_demo("PROVINCE")
    before = staff.indicator("officials_trained")
    learner.sign_up(name=NAME, phone=PHONE, birth_year=BIRTH_YEAR)
    learner.enrol("lam-quen-voi-vneid")
    learner.take_lessons("lam-quen-voi-vneid")
    learner.pass_test("lam-quen-voi-vneid")
    certificate = learner.open_certificate()
    pdf_ok = learner.pdf_holds(certificate, NAME)
    after = staff.indicator("officials_trained")
    learner.pass_test("lam-quen-voi-vneid")
    repeat = staff.indicator("officials_trained")
    stranger = acts.Visitor(browser, address)
    verify_ok = stranger.verifies(certificate, NAME)
    browser.close()
    return {
        "before": before,
        "after": after,
        "repeat": repeat,
        "certificate": certificate["number"],
        "pdf_ok": pdf_ok,
        "verify_ok": verify_ok,
    }


if __name__ == "__main__":
    sys.exit(main())
