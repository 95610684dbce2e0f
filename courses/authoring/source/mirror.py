"""The words of another language laid over a course's files (courses/content/README.md).

A folder ``en`` inside a course's folder has the same files with the words alone; ids, keys, dates
and right answers come from the files it mirrors, so a translation can't change them.
"""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from courses.authoring.source.read import Json, Source, read_yaml

# What names an entry of a list, in the order it is looked for.
_NAMES = ("id", "key", "slug")
_WORDS = {
    "title", "summary", "audience", "gives", "drawing_alt", "body", "text", "note", "term", "meaning",
    "alt", "caption", "statement", "source", "prompt", "explanation", "feedback", "feedback_true",
    "feedback_false",
}  # fmt: skip
_LISTS = {"outcomes", "objectives", "steps", "items", "options", "questions", "blocks", "modules"}


def read_mirror(source: Source, language: str) -> tuple[Source | None, list[str]]:
    """Return the course in ``language``, None when there is no folder for it, and what is wrong.

    Args:
        source: the course as written, read and checked.
        language: code of the language, which is the folder's name.
    """
    folder = source.folder / language
    if not folder.is_dir():
        return None, []
    faults: list[str] = []
    course = _laid_over(source.course, folder, "course.yaml", faults)
    bank = _laid_over(source.bank, folder, "bank.yaml", faults)
    lessons = {
        name: _laid_over(lesson, folder, f"lessons/{name}.yaml", faults)
        for name, lesson in source.lessons.items()
    }
    return Source(folder=source.folder, course=course, lessons=lessons, bank=bank), faults


def _laid_over(original: Json, folder: Path, name: str, faults: list[str]) -> Json:
    words = read_yaml(folder, name, faults)
    where = f"{folder.parent.name}/{folder.name}/{name}"
    # The title of a pool is for authors, in their own language.
    skipped = {"title"} if name == "bank.yaml" else set()
    if words:
        faults += [f"{where}: {fault}" for fault in _faults(original, words, "", skipped)]
    return _merged(original, words)


def _faults(
    original: Any, words: Any, where: str, skipped: frozenset[str] | set[str] = frozenset()
) -> Iterator[str]:
    """Say where ``words`` has not the shape of ``original``."""
    if isinstance(original, dict) and isinstance(words, dict):
        for name in sorted(words.keys() - original.keys()):
            yield f"{where}{name} is not in the original"
        for name, value in original.items():
            if name not in skipped and value not in (None, "", []):
                yield from _entry_faults(name, value, words.get(name), where)
    elif isinstance(original, list) and isinstance(words, list):
        yield from _list_faults(original, words, where)
    elif type(original) is not type(words):
        yield f"{where}must be like the original"


def _entry_faults(name: str, value: Any, words: Any, where: str) -> Iterator[str]:
    if name not in _WORDS | _LISTS:
        if words not in (None, value):
            yield f"{where}{name} can't be translated: leave it out"
    elif words in (None, "", []):
        yield f"{where}{name} is not translated"
    else:
        yield from _faults(value, words, f"{where}{name} ")


def _list_faults(original: list[Any], words: list[Any], where: str) -> Iterator[str]:
    named = _name_of(original)
    if named is None:
        if len(original) != len(words):
            yield f"{where}has {len(words)} entries, the original {len(original)}"
        pairs = zip(original, words, strict=False)
        for number, (one, other) in enumerate(pairs, start=1):
            yield from _faults(one, other, f"{where}{number}: ")
        return
    known = {row.get(named): row for row in words if isinstance(row, dict)}
    for row in original:
        if row[named] in known:
            yield from _faults(row, known[row[named]], f"{where}{row[named]}: ")
        elif _has_words(row):
            yield f"{where}{row[named]} is not translated"
    for name in known.keys() - {row[named] for row in original}:
        yield f"{where}{name} is not in the original"


def _merged(original: Any, words: Any) -> Any:
    """Return ``original`` with the words of ``words`` where both have the same shape."""
    if isinstance(original, dict) and isinstance(words, dict):
        return {
            name: _merged(value, words[name])
            if name in words and name in _WORDS | _LISTS
            else copy.deepcopy(value)
            for name, value in original.items()
        }
    if isinstance(original, list) and isinstance(words, list):
        named = _name_of(original)
        if named is None:
            pairs = zip(original, words, strict=False)
            return [_merged(one, other) for one, other in pairs] or original
        known = {row.get(named): row for row in words if isinstance(row, dict)}
        return [_merged(row, known.get(row[named], {})) for row in original]
    return words if isinstance(words, type(original)) else original


def _name_of(rows: list[Any]) -> str | None:
    """Return which entry names the rows of a list, if any does."""
    first = rows[0] if rows and isinstance(rows[0], dict) else {}
    return next((name for name in _NAMES if name in first), None)


def _has_words(row: Json) -> bool:
    return any(row.get(name) for name in _WORDS | _LISTS)
