"""Who is asking, on pages behind ``learner_only``: an account that belongs to a person."""

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

if TYPE_CHECKING:
    from people.models import Person, User


def account(request: HttpRequest) -> "User":
    """Return the account that is signed in."""
    return cast("User", request.user)


def learner(request: HttpRequest) -> "Person":
    """Return the person who learns."""
    return cast("Person", account(request).person)


def learner_id(request: HttpRequest) -> int:
    """Return the person's id, without asking the database."""
    return cast("int", account(request).person_id)
