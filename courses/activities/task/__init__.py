""" "Việc cần làm": something to do on one's own phone, declared as done by the learner."""

from courses.activities.task.kind import Task

__all__ = ["Task"]
