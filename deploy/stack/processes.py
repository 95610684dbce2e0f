"""Processes that are started, waited for and ended together; sockets handed over as systemd does."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class DidNotStart(Exception):
    """A process ended, or didn't answer in time; the text ends with its log."""


@dataclass
class Processes:
    """What runs, by name, in the order of starting; every process logs to a file of its own."""

    folder: Path
    running: dict[str, subprocess.Popen] = field(default_factory=dict)

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        listening: socket.socket | None = None,
        ready: Callable[[], bool] | None = None,
        seconds: float = 60,
    ) -> subprocess.Popen:
        """Start ``command`` and return when ``ready`` says so.

        Args:
            name: of the process and its log.
            command: program and arguments.
            env: the whole environment; None means ours.
            listening: a socket that the process inherits as systemd would hand it over.
            ready: asked again and again; None means ready at once.
            seconds: how long it may take.

        Raises:
            DidNotStart: it ended or wasn't ready in time.
        """
        line, descriptors = list(command), ()
        if listening is not None:
            descriptors = (listening.fileno(),)
            # $$ stays the process's number through exec, as LISTEN_PID must be.
            hand_over = f'LISTEN_PID=$$ LISTEN_FDS=1; export LISTEN_PID LISTEN_FDS; exec "$@" 3<&{descriptors[0]}'
            line = ["/bin/sh", "-c", hand_over, "sh", *line]
        with self.log(name).open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own command lines
                line,
                cwd=ROOT,
                env=dict(env) if env is not None else None,
                stdout=log,
                stderr=log,
                pass_fds=descriptors,
                start_new_session=True,
            )
        self.running[name] = process
        until = time.monotonic() + seconds
        while ready is not None and not ready():
            if process.poll() is not None or time.monotonic() > until:
                raise DidNotStart(f"{name}: {self.log(name).read_text(errors='replace')[-3000:]}")
            time.sleep(0.1)
        return process

    def stop(self, name: str, *, seconds: float = 75) -> None:
        """Ask a process to end and wait until it has; end it by force after ``seconds``."""
        process = self.running.pop(name, None)
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=10)

    def stop_all(self) -> None:
        """End everything, the last started first."""
        for name in reversed(list(self.running)):
            self.stop(name, seconds=10)

    def log(self, name: str) -> Path:
        """Return where a process writes what it says."""
        return self.folder / f"{name}.log"


def run(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    said: str = "",
    accepted: tuple[int, ...] = (0,),
) -> str:
    """Run ``command`` to its end and return what it printed.

    Args:
        command: program and arguments.
        env: the whole environment; None means ours.
        said: what it reads from standard input.
        accepted: codes with which it may end.

    Raises:
        DidNotStart: with its output, when it ended otherwise.
    """
    done = subprocess.run(  # noqa: S603 - our own command lines
        list(command),
        cwd=ROOT,
        env=dict(env) if env is not None else None,
        input=said,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in accepted:
        raise DidNotStart(f"{' '.join(command)}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout


def wait_for(what: str, ready: Callable[[], bool], seconds: float = 60) -> None:
    """Return when ``ready`` says so.

    Raises:
        DidNotStart: it wasn't within ``seconds``.
    """
    until = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > until:
            raise DidNotStart(f"{what} did not answer within {seconds:.0f} s")
        time.sleep(0.1)


def free_ports(count: int) -> list[int]:
    """Return ports of 127.0.0.1 that nobody listens on, all different."""
    probes = [socket.socket() for _number in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def answers(port: int) -> bool:
    """Return whether somebody listens on a port of 127.0.0.1."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def as_owner(command: Sequence[str], owner: str) -> list[str]:
    """Return ``command`` run as ``owner`` where we are root: PostgreSQL refuses root."""
    return ["runuser", "-u", owner, "--", *command] if os.geteuid() == 0 else list(command)
