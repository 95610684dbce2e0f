"""The demo's two processes: a web server and a background worker, ended together."""

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from gunicorn.app.base import BaseApplication


class Server(BaseApplication):
    """gunicorn with the application that this process has already loaded."""

    def __init__(self, application: WSGIHandler, options: dict[str, Any]) -> None:
        self.application = application
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the options as given."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """Return the application."""
        return self.application


class Worker:
    """The Celery worker, with beat inside, as a child in a session of its own."""

    def __init__(self) -> None:
        self.log = Path(settings.VAR_DIR) / "worker.log"
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start the worker; what it says goes to var/worker.log."""
        schedule = Path(settings.VAR_DIR) / "queue" / "beat"
        schedule.parent.mkdir(parents=True, exist_ok=True)
        command = [
            sys.executable, "-m", "celery", "-A", "learn", "worker", "--beat", "--pool", "threads",
            "--concurrency", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle",
            "--schedule", str(schedule),
        ]  # fmt: skip
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command line
                command,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )

    def stop(self) -> None:
        """End the worker and whatever it started."""
        if self.process is None or self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=3)
        except subprocess.TimeoutExpired:
            # Nothing is lost: a message is a hint, the row is the truth and a sweep takes it up.
            os.killpg(self.process.pid, signal.SIGKILL)


def _end_with_parent() -> None:
    """Ask Linux to end the worker even when the server is killed without a chance to."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def _close_stores() -> None:
    """Close what a forked server must not share, a pool too: its threads don't survive the fork."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if getattr(connection, "pool", None) is not None:
            connection.close_pool()  # type: ignore[attr-defined]


def serve(port: int) -> None:
    """Serve on 127.0.0.1:``port`` until interrupted, then end the worker too."""
    worker = Worker()
    worker.start()
    master = os.getpid()
    _close_stores()

    def on_exit(_server: object) -> None:
        if os.getpid() == master:
            worker.stop()

    Server(
        WSGIHandler(),
        {
            "bind": f"127.0.0.1:{port}",
            "workers": 2,
            "threads": 4,
            "worker_class": "gthread",
            "loglevel": "warning",
            "timeout": 60,
            "graceful_timeout": 5,
            "on_exit": on_exit,
            "control_socket_disable": True,
        },
    ).run()
