"""The queue. A message is only a hint: the row is the truth and a sweep re-queues the rest."""

from celery.schedules import crontab

from learn.settings import env
from learn.settings.parts.paths import VAR_DIR

_QUEUE = VAR_DIR / "queue"
REDIS_BROKER = env.text("CELERY_BROKER_URL")
if REDIS_BROKER:
    CELERY_BROKER_URL = REDIS_BROKER
else:
    (_QUEUE / "messages").mkdir(parents=True, exist_ok=True)
    (_QUEUE / "control").mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_QUEUE / "messages"),
        "data_folder_out": str(_QUEUE / "messages"),
        "control_folder": str(_QUEUE / "control"),
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    # What a lost queue message left waiting.
    "sweep messages": {"task": "people.sweep_messages", "schedule": 60.0},
    # Long work whose worker died, and files of long work that were kept long enough.
    "sweep jobs": {"task": "people.sweep_jobs", "schedule": 60.0},
    # In the morning, once a day; leaders hear on Mondays.
    "reminders": {"task": "teams.nudge", "schedule": crontab(hour=8, minute=30)},
    "leaders' week": {
        "task": "teams.digest",
        "schedule": crontab(hour=7, minute=30, day_of_week=1),
    },
    # Stored counts follow what changed; at night they are compared with the history.
    "counts": {"task": "indicators.settle", "schedule": 60.0, "options": {"expires": 60}},
    "old photos": {"task": "teams.forget_photos", "schedule": crontab(hour=2, minute=50)},
    "counts checked": {"task": "indicators.check", "schedule": crontab(hour=2, minute=20)},
    # The day before a class, when people are home from the field and nobody is asleep.
    "classes tomorrow": {
        "task": "teams.remind_of_classes",
        "schedule": crontab(hour=17, minute=30),
    },
    # By which `manage.py doctor` knows that beat, queue and worker are alive.
    "heartbeat": {"task": "learn.heartbeat", "schedule": 60.0, "options": {"expires": 120}},
}
# Whether the site sends reminders by itself; a leader's tap always works.
NUDGES = env.flag("NUDGES", default=True)
CELERY_TASK_ALWAYS_EAGER = env.flag("TASKS_EAGER", default=False)
# Wagtail's own small tasks (search index, renditions) run at once; see docs/decisions.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
