"""Load courses from their source files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.authoring.source import BadSource, course_folders, load


class Command(BaseCommand):
    """Idempotent: a second run writes nothing; a changed file makes a new edition."""

    help = "Load a course from its folder (courses/content/<slug>), or all of them"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take folder names or paths, or --all."""
        parser.add_argument("courses", nargs="*", help="a folder of courses/content, or a path")
        parser.add_argument("--all", action="store_true", help="every course that comes along")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="also replace what was changed in the editor since",
        )
        parser.add_argument(
            "--untranslated",
            action="store_true",
            help="only the language it was written in; translations that are there stay",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what was done."""
        folders = self._folders(options["courses"], options["all"])
        for folder in folders:
            try:
                loaded = load(
                    folder,
                    say=self._say(options),
                    overwrite=options["overwrite"],
                    translated=not options["untranslated"],
                )
            except BadSource as error:
                raise CommandError(
                    "\n".join(["The course was not loaded:", *error.faults])
                ) from None
            for title in loaded.left_alone:
                self.stderr.write(f"! {title}: changed in the editor since, left as it is")

    def _folders(self, names: list[str], everything: bool) -> list[Path]:
        known = {path.name: path for path in course_folders()}
        if everything:
            return list(known.values())
        if not names:
            raise CommandError(f"Name a course or use --all. There are: {', '.join(known)}")
        folders = [known.get(name, Path(name)) for name in names]
        for folder in folders:
            if not (folder / "course.yaml").is_file():
                raise CommandError(f"{folder} holds no course. There are: {', '.join(known)}")
        return folders

    def _say(self, options: dict[str, Any]) -> Any:
        if not options["verbosity"]:
            return lambda text: None
        return lambda text: self.stdout.write(f"· {text}")
