"""What the public API answers when it can't answer: problem details after RFC 9457."""

from django.utils.functional import Promise

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A request that ends without an answer, with words for whoever reads it.

    Attributes:
        status: the HTTP status.
        code: a stable name, for programs.
        title: what sort of problem it is; the same for every problem of this code.
        detail: what is wrong this time and what to do.
    """

    def __init__(self, status: int, code: str, title: str | Promise, detail: str | Promise) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail


class TooOften(Problem):
    """Too many requests from one address this minute."""
