"""Fail when a string of ours lacks its Vietnamese, or a placeholder got lost."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
SOURCES = ["people", "courses", "certificates", "teams", "indicators", "learn", "templates"]


def extract() -> polib.POFile:
    """Return our strings as the sources have them now, collected by gettext in a copy."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            shutil.copytree(
                ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "static")
            )
        (copy / "locale").mkdir()
        shutil.copy(ROOT / "manage.py", copy)
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "-l", "vi", "--no-wrap", "-v0"],
            cwd=copy,
            check=True,
        )
        return polib.pofile(str(copy / "locale" / "vi" / "LC_MESSAGES" / "django.po"))


def faults(found: polib.POFile, catalogue: polib.POFile) -> list[str]:
    """Return a line for every missing, fuzzy or broken translation."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    lines = []
    for entry in found:
        if entry.obsolete:
            continue
        translated = known.get((entry.msgctxt, entry.msgid))
        texts = [translated.msgstr, *translated.msgstr_plural.values()] if translated else []
        texts = [text for text in texts if text]
        if not texts:
            lines.append(f"no Vietnamese: {entry.msgid!r}")
        elif translated.fuzzy:
            lines.append(f"fuzzy: {entry.msgid!r}")
        else:
            source = entry.msgid_plural or entry.msgid
            lines += [
                f"placeholders differ: {entry.msgid!r} → {text!r}"
                for text in texts
                if set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(source))
            ]
    return lines


def main() -> int:
    """Print the faults and return 1 when there are any."""
    catalogue = polib.pofile(str(ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"))
    lines = faults(extract(), catalogue)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
