"""The main job, end to end, in a real browser against a running site on a fresh database.

    make main-job
    python -m tests.browser.main_job --base-url https://… --inbox http://127.0.0.1:…/messages

A brand-new official on the roster signs up with the roster's phone, takes the course, passes the
final test and opens the certificate; province staff read "% officials trained" before, after, and
after a second pass. The last line printed is one JSON object with what was read. With an address
it is done on a site that runs already with real settings (ours, from the environment): its codes
come from its gateway's inbox and its staff are made as on a new site; see deploy/stack.
"""

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks import site
from tests.browser import acts, real_site
from tests.browser.chromium import DESK, launch

NAME = "Nguyễn Ngọc Ánh Tuyết"
PHONE = "0911222333"
BIRTH_YEAR = 1983


def main() -> int:
    """Run the job and print what was seen; 0 when all of it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base-url", default="", help="of a site that runs; default: a demo's own")
    parser.add_argument("--inbox", default="", help="where that site's gateway lists its messages")
    asked = parser.parse_args()
    seen = on_a_real_site(asked.base_url, asked.inbox) if asked.base_url else on_a_demo()
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


def on_a_demo() -> dict[str, Any]:
    """Do the job on a demo of our own, which is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="hocso-main-job-"))
    try:
        with site.running(folder) as (port, _pid), sync_playwright() as playwright:
            acts.load_django(folder)
            acts.put_on_roster(name=NAME, phone=PHONE, birth_year=BIRTH_YEAR)
            browser = launch(playwright)
            address = f"http://127.0.0.1:{port}"
            staff = acts.Visitor(browser, address, size=DESK)
            staff.sign_in_demo("PROVINCE")
            return run(browser, staff, lambda: acts.Visitor(browser, address))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def on_a_real_site(address: str, inbox: str) -> dict[str, Any]:
    """Do the job on a site with real settings.

    Args:
        address: of the site, without a slash at its end.
        inbox: where its gateway lists the messages it took.
    """
    real_site.load_django()
    real_site.found_department()
    acts.put_on_roster(name=NAME, phone=PHONE, birth_year=BIRTH_YEAR)
    messages = real_site.Inbox(inbox)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        staff = real_site.Caller(browser, address, messages, size=DESK)
        staff.become_province_staff()
        return run(browser, staff, lambda: real_site.Caller(browser, address, messages))


def run(
    browser: Browser, staff: acts.Visitor, somebody: Callable[[], acts.Visitor]
) -> dict[str, Any]:
    """Do the job and return what was read.

    Args:
        browser: closed at the end.
        staff: of the province, signed in.
        somebody: gives a visitor with a browser of their own.
    """
    before = staff.indicator("officials-trained")
    learner = somebody()
    learner.sign_up(name=NAME, phone=PHONE, birth_year=BIRTH_YEAR)
    learner.enrol("lam-quen-voi-vneid")
    learner.take_lessons("lam-quen-voi-vneid")
    learner.pass_test("lam-quen-voi-vneid")
    certificate = learner.open_certificate()
    pdf_ok = learner.pdf_holds(certificate, NAME)
    pdf = learner.context.request.get(f"{learner.address}{certificate['path']}pdf/").body()
    after = staff.indicator("officials-trained")
    learner.pass_test("lam-quen-voi-vneid")
    repeat = staff.indicator("officials-trained")
    verify_ok = somebody().verifies(certificate, NAME)
    browser.close()
    return {
        "before": before,
        "after": after,
        "repeat": repeat,
        "certificate": certificate["number"],
        "pdf_ok": pdf_ok,
        "pdf_sha256": hashlib.sha256(pdf).hexdigest(),
        "verify_ok": verify_ok,
    }


if __name__ == "__main__":
    sys.exit(main())
