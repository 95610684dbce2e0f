"""Stored counts of what was published, made by a worker; until then numbers are counted directly."""

from celery import shared_task

from indicators import cells


@shared_task(name="indicators.rebuild")
def rebuild() -> int:
    """Make the stored counts of all definitions anew, those of new versions with them."""
    return cells.rebuild()
