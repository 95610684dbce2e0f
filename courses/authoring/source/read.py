"""Reads a course's folder and refuses it as a whole if anything in it is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from courses.authoring.source import shapes
from courses.authoring.source.errors import BadSource

Json = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """A course's files, read and checked."""

    folder: Path
    course: Json
    lessons: dict[str, Json]
    bank: Json

    @property
    def slug(self) -> str:
        """Return the course's slug."""
        return self.course["slug"]


def read(folder: Path) -> Source:
    """Return the course in ``folder``.

    Raises:
        BadSource: with every fault found, each naming file, block and what is wrong.
    """
    faults: list[str] = []
    course = read_yaml(folder, "course.yaml", faults)
    bank = read_yaml(folder, "bank.yaml", faults)
    if faults:
        raise BadSource(faults)
    faults += [f"{folder.name}/course.yaml: {fault}" for fault in _course(course, folder)]
    if not _is_outlined(course):
        raise BadSource(faults)
    names = [name for module in course["modules"] for name in module["lessons"]]
    lessons = {name: read_yaml(folder, f"lessons/{name}.yaml", faults) for name in names}
    for name, lesson in lessons.items():
        where = f"{folder.name}/lessons/{name}.yaml"
        faults += [f"{where}: {fault}" for fault in _lesson(lesson, folder)]
    slugs = [lesson.get("slug") for lesson in lessons.values() if isinstance(lesson, dict)]
    faults += [f"{folder.name}: lesson slug {slug!r} twice" for slug in _twice(slugs)]
    faults += [f"{folder.name}/bank.yaml: {fault}" for fault in _bank(bank, course)]
    if faults:
        raise BadSource(faults)
    return Source(folder=folder, course=course, lessons=lessons, bank=bank)


def read_yaml(folder: Path, name: str, faults: list[str]) -> Json:
    path = folder / name
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.append(f"{folder.name}/{name}: the file is missing")
    except UnicodeDecodeError:
        faults.append(f"{folder.name}/{name}: the file isn't UTF-8")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        faults.append(f"{folder.name}/{name}{line}: {getattr(error, 'problem', error)}")
    else:
        if isinstance(value, dict):
            return value
        faults.append(f"{folder.name}/{name}: must be a mapping")
    return {}


def _course(course: Json, folder: Path) -> Iterator[str]:
    yield from shapes.entries(course, shapes.COURSE)
    if not shapes.SLUG.match(str(course.get("slug", ""))):
        yield "slug must be of small letters, digits and hyphens"
    for fault in shapes.entries(course.get("final_test"), shapes.FINAL_TEST):
        yield f"final_test: {fault}"
    yield from _file(course.get("drawing"), folder)
    modules = course.get("modules")
    for number, module in enumerate(modules if isinstance(modules, list) else [], start=1):
        for fault in shapes.entries(module, ({"slug", "title", "lessons"}, set())):
            yield f"module {number}: {fault}"


def _is_outlined(course: Json) -> bool:
    """Return whether enough of the course is right to look at its lessons and bank."""
    modules, test = course.get("modules"), course.get("final_test")
    return (
        isinstance(modules, list)
        and all(isinstance(row, dict) and isinstance(row.get("lessons"), list) for row in modules)
        and isinstance(test, dict)
        and isinstance(test.get("questions"), int)
    )


def _lesson(lesson: Json, folder: Path) -> Iterator[str]:
    if not lesson:
        return
    yield from shapes.entries(lesson, shapes.LESSON)
    if not shapes.SLUG.match(str(lesson.get("slug", ""))):
        yield "slug must be of small letters, digits and hyphens"
    yield from _file(lesson.get("drawing"), folder)
    given = lesson.get("blocks")
    blocks = given if isinstance(given, list) else []
    for number, block in enumerate(blocks, start=1):
        name = block.get("id", number) if isinstance(block, dict) else number
        for fault in shapes.block_faults(block):
            yield f"block {name}: {fault}"
        if isinstance(block, dict) and block.get("type") == "drawing":
            yield from _file(block.get("file"), folder)
    for name in _twice([block.get("id") for block in blocks if isinstance(block, dict)]):
        yield f"block {name}: the id is used twice"


def _bank(bank: Json, course: Json) -> Iterator[str]:
    yield from shapes.entries(bank, ({"pool", "title", "questions"}, set()))
    questions = bank.get("questions") if isinstance(bank.get("questions"), list) else []
    for question in questions or []:
        yield from shapes.question_faults(question)
    for key in _twice([row.get("key") for row in questions or [] if isinstance(row, dict)]):
        yield f"question {key}: the key is used twice"
    test = course["final_test"]
    if bank.get("pool") != test.get("pool"):
        yield f"pool is {bank.get('pool')!r}, the course's final test names {test.get('pool')!r}"
    if len(questions or []) < test["questions"]:
        yield f"{len(questions or [])} questions; the final test needs {test['questions']}"


def _file(name: Any, folder: Path) -> Iterator[str]:
    if name and not (folder / str(name)).is_file():
        yield f"{name} is not there"


def _twice(values: list[Any]) -> list[Any]:
    seen: set[Any] = set()
    return [value for value in values if value in seen or seen.add(value)]  # type: ignore[func-returns-value]
