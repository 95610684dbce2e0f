"""A throw-away PostgreSQL and Redis of the stack's own, with passwords as on a server."""

import glob
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from deploy.stack.processes import DidNotStart, Processes, answers, as_owner, run


@dataclass(frozen=True)
class Data:
    """Where the database and Redis answer."""

    database_port: int
    database_password: str
    redis: str


def start(processes: Processes, folder: Path, ports: list[int]) -> Data:
    """Start both and make the database ``hocso`` with its owner.

    Args:
        processes: where they are kept.
        folder: for their files; nothing in it is kept.
        ports: two free ports, PostgreSQL's and Redis's.
    """
    password, redis_password = secrets.token_hex(16), secrets.token_hex(16)
    _postgresql(processes, folder / "postgresql", ports[0], password)
    processes.start(
        "redis",
        [
            "redis-server",
            "--bind",
            "127.0.0.1",
            "--port",
            str(ports[1]),
            "--save",
            "",
            "--requirepass",
            redis_password,
            "--dir",
            str(folder),
        ],
        ready=lambda: answers(ports[1]),
    )
    return Data(ports[0], password, f"redis://:{redis_password}@127.0.0.1:{ports[1]}")


def _postgresql(processes: Processes, folder: Path, port: int, password: str) -> None:
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    if not found:
        raise DidNotStart("PostgreSQL isn't installed: make tools")
    tools = Path(found[-1])
    folder.mkdir()
    secret = folder.parent / "postgresql-password"
    secret.write_text(password)
    if os.geteuid() == 0:
        for path in (folder, secret):
            shutil.chown(path, "postgres")
    cluster = folder / "cluster"
    made = [
        str(tools / "initdb"), "-D", str(cluster), "-U", "postgres", "-A", "scram-sha-256",
        f"--pwfile={secret}", "-E", "UTF8", "--locale=C.UTF-8",
    ]  # fmt: skip
    run(as_owner(made, "postgres"))
    # The program itself and not `runuser`, so that a signal reaches it; see `exec`.
    serve = (
        f"exec {tools / 'postgres'} -D {cluster} -p {port} -c listen_addresses=127.0.0.1"
        " -c unix_socket_directories= -c fsync=off -c log_min_messages=warning"
    )
    processes.start(
        "postgresql",
        as_owner(["/bin/sh", "-c", serve], "postgres"),
        ready=lambda: _is_ready(tools, port),
    )
    env = {**os.environ, "PGPASSWORD": password}
    ask = [
        str(tools / "psql"), "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "-wqv",
        "ON_ERROR_STOP=1", "postgres",
    ]  # fmt: skip
    run(ask, env=env, said=f"CREATE ROLE hocso LOGIN PASSWORD '{password}';\n")
    run(ask, env=env, said="CREATE DATABASE hocso OWNER hocso;\n")


def _is_ready(tools: Path, port: int) -> bool:
    try:
        run([str(tools / "pg_isready"), "-qh", "127.0.0.1", "-p", str(port)])
    except DidNotStart:
        return False
    return True
