"""The queue. A message is only a hint: the row is the truth and a sweep re-queues the rest."""

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
    # By which `manage.py doctor` knows that beat, queue and worker are alive.
    "heartbeat": {"task": "learn.heartbeat", "schedule": 60.0, "options": {"expires": 120}},
}
CELERY_TASK_ALWAYS_EAGER = env.flag("TASKS_EAGER", default=False)
# Wagtail's own small tasks (search index, renditions) run at once; see docs/decisions.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
