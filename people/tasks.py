"""This floor's tasks, where the queue looks for them."""

from people.jobs.running import run_job
from people.jobs.sweeping import sweep_jobs
from people.messages.delivery import deliver, sweep

__all__ = ["deliver", "run_job", "sweep", "sweep_jobs"]
