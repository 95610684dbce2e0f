"""From what authors write to what learners read.

Owns the freezing of pages and questions, the release of editions with its effect on those under
way, the review workflow, and the loading of courses from source files. A learner's facts are not
touched here, except that a release may take open enrolments along, each with a row.
"""

from courses.authoring.release import NotReleasable, Preview, preview_release, release

__all__ = ["NotReleasable", "Preview", "preview_release", "release"]
