"""This floor's tasks, where the queue looks for them."""

from celery import shared_task
from django.conf import settings

from teams.nudges import nudge_everybody, remind_of_classes, send_digests
from teams.outreach.photos import forget_old


@shared_task(name="teams.nudge")
def nudge() -> int:
    """Send the reminders that are due; beat calls this every morning."""
    return nudge_everybody() if settings.NUDGES else 0


@shared_task(name="teams.forget_photos")
def forget_photos() -> int:
    """Take away photos of visits that were kept for a year; beat calls this every night."""
    return forget_old()


@shared_task(name="teams.digest")
def digest() -> int:
    """Send leaders their lines; beat calls this on Monday mornings."""
    return send_digests() if settings.NUDGES else 0


@shared_task(name="teams.remind_of_classes")
def remind_of_classes_tomorrow() -> int:
    """Remind of the next day's classes; beat calls this in the late afternoon."""
    return remind_of_classes() if settings.NUDGES else 0
