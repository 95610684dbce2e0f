"""A small load client: keep-alive connections in threads, whole responses read, errors counted."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Request = tuple[str, str, bytes, dict[str, str]]


@dataclass
class Tally:
    """What one burst came to."""

    seconds: float = 0.0
    done: int = 0
    failed: int = 0
    times: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Return answered requests a second."""
        return self.done / self.seconds if self.seconds else 0.0


def burst(port: int, make: Callable[[], Request], *, seconds: float, threads: int = 4) -> Tally:
    """Send what ``make`` makes to 127.0.0.1:``port`` for a while; bounded in time and threads."""
    tally, lock, until = Tally(), threading.Lock(), time.monotonic() + seconds

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < until:
            method, path, body, headers = make()
            started = time.monotonic()
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            answer.read()
            spent = time.monotonic() - started
            with lock:
                if answer.status < 400:
                    tally.done += 1
                    tally.times.append(spent)
                else:
                    tally.failed += 1
        connection.close()

    started = time.monotonic()
    crew = [threading.Thread(target=work) for _each in range(threads)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    tally.seconds = time.monotonic() - started
    return tally
