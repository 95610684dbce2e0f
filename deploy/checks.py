"""What ``make check`` runs: every check, all findings, one exit code."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PYTHON = sys.executable
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "learn.settings.production",
    "SECRET_KEY": "check-only-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "MATCHING_KEY": "check-only",
    "ALLOWED_HOSTS": "hocso.example.vn",
    "SMS_BACKEND": "people.messages.backends.HttpBackend",
    "SMS_HTTP_URL": "https://sms.example.vn/send",
}
CHECKS: list[tuple[str, list[str], dict[str, str]]] = [
    ("format", [PYTHON, "-m", "ruff", "format", "--check", "-q", "."], {}),
    ("lint", [PYTHON, "-m", "ruff", "check", "-q", "."], {}),
    ("import layers", [str(BIN / "lint-imports"), "--no-cache"], {}),
    ("types", [PYTHON, "-m", "mypy"], {}),
    ("templates", [str(BIN / "djlint"), "templates", "--lint", "--quiet"], {}),
    ("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], {}),
    ("deploy", [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    ("translations", [PYTHON, "-m", "deploy.translations"], {}),
]


def main() -> int:
    """Run all checks, print a line each and the output of those that fail."""
    wanted = set(sys.argv[1:])
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name, command, extra in CHECKS:
            if wanted and name.split()[0] not in wanted:
                continue
            started = time.monotonic()
            done = subprocess.run(  # noqa: S603 - our own command lines
                command,
                cwd=ROOT,
                env={**os.environ, "HOCSO_VAR": scratch, **extra},
                capture_output=True,
                text=True,
                check=False,
            )
            word = "ok" if done.returncode == 0 else "FAILED"
            sys.stdout.write(f"{name:14} {word:6} {time.monotonic() - started:5.1f} s\n")
            if done.returncode:
                failed += 1
                sys.stdout.write(f"{done.stdout}{done.stderr}\n")
            sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
