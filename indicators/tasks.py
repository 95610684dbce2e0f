"""This floor's tasks, where the queue looks for them."""

import logging

from celery import shared_task

from indicators import cells
from indicators.defining.counting import rebuild
from people.dated import today

__all__ = ["check", "rebuild", "settle"]

log = logging.getLogger(__name__)


@shared_task(name="indicators.settle")
def settle() -> int:
    """Let the stored counts follow what changed; beat calls this every minute."""
    return cells.settle()


@shared_task(name="indicators.check")
def check() -> int:
    """Compare every stored count with the history, and raise an alarm on a difference.

    Where a definition was never counted, all are counted first; beat calls this every night.
    """
    if cells.uncounted(today())[0]:
        cells.rebuild()
    cells.settle()
    faults = cells.check()
    if faults:
        log.error("%s stored counts differ from the history, first %s", len(faults), faults[0])
    return len(faults)
