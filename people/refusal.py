"""A refusal: an act that a rule of the house forbids, in words for whoever asked."""

from django.utils.functional import Promise


class Refusal(Exception):
    """The act was not done; ``code`` is for programs, ``message`` for people."""

    def __init__(self, code: str, message: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        """Return the message in the current language."""
        return str(self.message)
