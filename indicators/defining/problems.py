"""What is wrong with a draft, in words and with the field it is about."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Problem:
    """One thing to be put right before a draft can be published.

    Attributes:
        field: the field of the draft, as the form names it ("category", "steps", "valid_from" …).
        code: for programs.
        message: for people, in the language of the page.
    """

    field: str
    code: str
    message: str | Promise
