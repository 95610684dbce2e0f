"""Practice questions inside a lesson, with feedback that teaches."""

from courses.activities.quiz.kind import Quiz

__all__ = ["Quiz"]
