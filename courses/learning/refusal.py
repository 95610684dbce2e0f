"""How this floor says no."""

from django.utils.functional import Promise


class Refusal(Exception):
    """An act was refused; ``message`` is a whole sentence for the person, ``code`` is stable."""

    def __init__(self, code: str, message: str | Promise, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        # What a page may want to show besides, e.g. until when.
        self.facts = facts

    def __str__(self) -> str:
        return str(self.message)
