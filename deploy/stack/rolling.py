"""Both web processes are restarted, one after the other, while clients keep asking; none may fail."""

import http.client
import re
import ssl
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

from deploy.stack.site import WEBS, Site

PAGES = ("/vi/", "/vi/khoa-hoc/", "/vi/khoa-hoc/lam-quen-voi-vneid/", "/healthz", "/en/")
READERS, WRITERS = 4, 2
LEAST_REQUESTS = 300
# The restarts take some seconds each; more than this is a fault, not patience.
MOST_SECONDS = 180


class Clients:
    """Threads that ask for pages and send forms, one connection a request, until told to stop."""

    def __init__(self, port: int, authority: Path) -> None:
        self.port = port
        self.trust = ssl.create_default_context(cafile=str(authority))
        self.seen: Counter[str] = Counter()
        self.failed: list[str] = []
        self.slowest = 0.0
        self._lock = threading.Lock()
        self._enough = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(n,)) for n in range(READERS)]
        self._threads += [threading.Thread(target=self._write) for _writer in range(WRITERS)]

    def __enter__(self) -> "Clients":
        """Set all threads going."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop them and wait for the last answers."""
        self._enough.set()
        for thread in self._threads:
            thread.join(timeout=90)

    @property
    def total(self) -> int:
        """Return how many requests were answered or failed so far."""
        with self._lock:
            return sum(self.seen.values()) + len(self.failed)

    def _read(self, start: int) -> None:
        count = start
        while not self._enough.wait(0.02):
            self._ask("GET", PAGES[count % len(PAGES)], expected=200)
            count += 1

    def _write(self) -> None:
        """Choose a language again and again: a form that nginx may not send twice."""
        page, cookie = self._ask("GET", "/vi/tai-khoan/login/", expected=200)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if token is None:
            with self._lock:
                self.failed.append("no form with a token on the page of signing in")
            return
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": cookie.partition(";")[0],
            "Referer": f"https://localhost:{self.port}/vi/tai-khoan/login/",
        }
        body = urlencode({"csrfmiddlewaretoken": token[1], "language": "vi"})
        while not self._enough.wait(0.05):
            self._ask("POST", "/vi/ho-so/ngon-ngu/", expected=302, body=body, headers=headers)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        expected: int,
        body: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[str, str]:
        began = time.monotonic()
        connection = http.client.HTTPSConnection(
            "localhost", self.port, timeout=75, context=self.trust
        )
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            self._note(method, path, answer.status, expected, time.monotonic() - began)
            return text, answer.headers.get("Set-Cookie", "")
        except (OSError, http.client.HTTPException) as error:
            with self._lock:
                self.failed.append(f"{method} {path}: {error!r}")
            return "", ""
        finally:
            connection.close()

    def _note(self, method: str, path: str, status: int, expected: int, seconds: float) -> None:
        with self._lock:
            self.slowest = max(self.slowest, seconds)
            if status == expected:
                self.seen[method] += 1
            else:
                self.failed.append(f"{method} {path}: {status}")


def restart_under_load(site: Site) -> dict[str, object]:
    """Restart web 1, then web 2, while clients ask; return what they saw."""
    with Clients(site.ports.https, site.papers.authority) as clients:
        until = time.monotonic() + MOST_SECONDS
        _answered(clients, LEAST_REQUESTS // 3, until)
        took = {}
        for number in WEBS:
            began = time.monotonic()
            site.restart_web(number)
            took[f"web_{number}_seconds"] = round(time.monotonic() - began, 1)
            _answered(clients, LEAST_REQUESTS // 3, until)
    return {
        "pages": clients.seen["GET"],
        "forms": clients.seen["POST"],
        "failed": clients.failed[:20],
        "slowest_seconds": round(clients.slowest, 2),
        **took,
    }


def _answered(clients: Clients, more: int, until: float) -> None:
    """Wait until ``more`` further requests are through, or the time is up."""
    goal = clients.total + more
    while clients.total < goal and time.monotonic() < until:
        time.sleep(0.1)
