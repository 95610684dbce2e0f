"""The counter: staff help a citizen through one task, and write down in two taps how it went.

Owns the rows of help. Helped is never counted as able: nothing here is evidence of training.
"""

from teams.counter.helping import NewHelp, log_help
from teams.counter.sums import Sums, sums_of
from teams.counter.tasks import CounterTask, task_of, tasks

__all__ = [
    "CounterTask",
    "NewHelp",
    "Sums",
    "log_help",
    "sums_of",
    "task_of",
    "tasks",
]
