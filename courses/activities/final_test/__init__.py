"""The final test of a course: questions drawn from its bank, anew for each attempt."""

from courses.activities.final_test.kind import FinalTest

__all__ = ["FinalTest"]
