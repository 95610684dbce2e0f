"""What a page weighs as sent, on the first visit and on the next, and how much it asks."""

import http.client
import re
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.load import Request

_ASSET = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))(?:\?[^"]*)?"')


@dataclass(frozen=True)
class Weight:
    """Queries of one request; bytes of HTML, styles and scripts, compressed, by visit."""

    queries: int
    first: int
    repeat: int


def weigh(port: int, make: Callable[[], Request]) -> Weight:
    """Return the weight of the page that ``make`` asks for; what it refers to is fetched too."""
    page, _headers = _send(port, *make())
    total = again = len(page)
    for path in sorted(set(_ASSET.findall(_text(port, make)))):
        body, headers = _send(port, "GET", path, b"", {"Accept-Encoding": "gzip"})
        total += len(body)
        again += _revalidated(port, path, headers)
    return Weight(_queries(make), total, again)


def _revalidated(port: int, path: str, headers: dict[str, str]) -> int:
    """Return the bytes of a second fetch by a browser that kept the first answer."""
    if "immutable" in headers.get("cache-control", ""):
        return 0
    known = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    asked = {to: headers[of] for of, to in known.items() if of in headers}
    body, _headers = _send(port, "GET", path, b"", {"Accept-Encoding": "gzip", **asked})
    return len(body)


def _text(port: int, make: Callable[[], Request]) -> str:
    method, path, _body, headers = make()
    if method != "GET":
        return ""
    plain = {name: value for name, value in headers.items() if name != "Accept-Encoding"}
    return _send(port, method, path, b"", plain)[0].decode()


def _send(
    port: int, method: str, path: str, body: bytes, headers: dict[str, str]
) -> tuple[bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    found = {name.lower(): value for name, value in answer.getheaders()}
    content = answer.read()
    connection.close()
    return content, found


def _queries(make: Callable[[], Request]) -> int:
    """Return how many queries the request makes in a process that has answered it before."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    def answer() -> None:
        method, path, body, headers = make()
        kind = headers.get("Content-Type", "application/octet-stream")
        client = Client(SERVER_NAME="127.0.0.1", headers=headers)
        client.generic(method, path, body, content_type=kind)

    answer()
    answer()
    with CaptureQueriesContext(connection) as asked:
        answer()
    return len(asked)
