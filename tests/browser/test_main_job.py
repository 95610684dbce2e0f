"""The main job as the make target runs it: a running site, a fresh database, a real browser."""

import json
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.mark.browser
def test_a_pass_moves_the_number_by_one_person_once() -> None:
    """From sign-up to certificate; the last line says what was read on the pages."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.main_job"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout.strip().splitlines()[-1])
    assert seen["after"]["numerator"] == seen["before"]["numerator"] + 1
    assert seen["after"]["denominator"] == seen["before"]["denominator"]
    assert seen["repeat"] == seen["after"]
    assert seen["pdf_ok"]
    assert seen["verify_ok"]
