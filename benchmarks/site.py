"""A demo site of its own for measuring, and somebody signed in to it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def prepare(
    folder: Path, settings: str = "learn.settings.dev", stores: dict[str, str] | None = None
) -> dict[str, str]:
    """Return the environment of a site that keeps everything under ``folder``."""
    own = {"HOCSO_VAR": str(folder), "DJANGO_SETTINGS_MODULE": settings}
    return {**os.environ, **own, **(stores or {})}


@contextmanager
def running(
    folder: Path, *, settings: str = "learn.settings.dev", stores: dict[str, str] | None = None
) -> Iterator[tuple[int, int]]:
    """Run the site as ``make run`` does; yield its port and process id; end it afterwards.

    Raises:
        RuntimeError: when it doesn't answer within five minutes; the log is in ``folder``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with (folder / "site.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run_site", "--port", str(port)],
            cwd=ROOT,
            env=prepare(folder, settings, stores),
            stdout=log,
            stderr=log,
        )
    try:
        _wait(process, port, folder)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(process: subprocess.Popen, port: int, folder: Path) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"the site did not start; see {folder / 'site.log'}")


def cpu_seconds(pid: int) -> float:
    """Return user and system time of a process and all it started."""
    total, tick = 0.0, os.sysconf("SC_CLK_TCK")
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(folder.name) == pid or int(fields[1]) == pid:
            total += (int(fields[11]) + int(fields[12])) / tick
    return total
