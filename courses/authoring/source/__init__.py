"""Courses as readable files: a folder a course, in YAML and Markdown (courses/content/README.md).

Owns reading them with messages that name file, block and fault, and writing them into pages and
bank, idempotently. It refuses to overwrite what somebody changed in the editor since.
"""

from courses.authoring.source.errors import BadSource
from courses.authoring.source.load import Loaded, course_folders, load

__all__ = ["BadSource", "Loaded", "course_folders", "load"]
