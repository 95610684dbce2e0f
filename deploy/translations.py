"""Fail when a string of ours lacks its Vietnamese or French, or a placeholder got lost."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# English is what the strings are written in.
LANGUAGES = {"vi": "Vietnamese", "fr": "French"}
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


def faults(found: polib.POFile, catalogue: polib.POFile, language: str) -> list[str]:
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
            lines.append(f"no {LANGUAGES[language]}: {entry.msgid!r}")
        elif translated.fuzzy:
            lines.append(f"fuzzy in {language}: {entry.msgid!r}")
        else:
            lines += [
                f"placeholders differ in {language}: {entry.msgid!r} → {text!r}"
                for text in texts
                if not _same_places(entry, text)
            ]
    return lines


def _same_places(entry: polib.POEntry, text: str) -> bool:
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    given = set(PLACEHOLDER.findall(text))
    # A plural may say "one" instead of the number.
    return given <= wanted if entry.msgid_plural else given == wanted


def main() -> int:
    """Print the faults and return 1 when there are any."""
    found = extract()
    lines = []
    for language in LANGUAGES:
        path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
        lines += faults(found, polib.pofile(str(path)), language)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
