"""The queue's application; tasks live in each floor's ``tasks.py``."""

import os

from celery import Celery
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learn.settings.dev")

app = Celery("hocso")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@beat_init.connect
def first_heartbeat(**_more: object) -> None:
    """Let beat give a sign of life as it starts: its schedule would wait a minute."""
    app.send_task("learn.heartbeat", expires=120)
