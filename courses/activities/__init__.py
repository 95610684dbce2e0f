"""Activity types: interactive blocks behind one pure contract.

Owns how an activity is parted into public part and key, served, shown and graded. Refuses an
unknown kind or version. A new type is a package with a class as ``contract.ActivityType`` says,
registered here; the contract tests then run over it.
"""

from courses.activities.final_test import FinalTest
from courses.activities.quiz import Quiz
from courses.activities.registry import activity_type, all_types, is_activity, register
from courses.activities.task import Task

__all__ = ["activity_type", "all_types", "is_activity"]

for _activity in (Quiz(), Task(), FinalTest()):
    register(_activity)
