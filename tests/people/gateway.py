"""A gateway on this machine: takes what is posted, and answers as told."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message as Headers
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Taken:
    """A request as it came."""

    path: str
    headers: Headers
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


class Gateway(ThreadingHTTPServer):
    """Answers 200 until told otherwise."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Receiver)
        self.taken: list[Taken] = []
        self.pause = 0.0
        self._answers: list[int] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def answers(self, *statuses: int) -> None:
        """Answer the next requests with ``statuses``, one after the other, then 200 again."""
        self._answers = list(statuses)

    def next_answer(self) -> int:
        """Return what to answer now."""
        return self._answers.pop(0) if self._answers else 200


class _Receiver(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(Taken(self.path, self.headers, body))
        time.sleep(self.server.pause)
        status = self.server.next_answer()
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", "http://127.0.0.1:9/")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def running_gateway() -> Iterator[Gateway]:
    """Run a gateway in a thread."""
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
