"""Problems as answers: RFC 9457, in the reader's language."""

import json
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import ValidationError

from people.limits import seconds_left
from people.problems import MEDIA_TYPE, Problem, TooOften

# Where a problem's type is explained; the code follows as the fragment.
TYPES = "/api/v1/docs#problem-"


def problem(error: Problem, **more: Any) -> HttpResponse:
    """Return ``error`` as an answer; ``more`` are members besides the usual ones."""
    said = {
        "type": f"{TYPES}{error.code}",
        "title": str(error.title),
        "status": error.status,
        "detail": str(error.detail),
        "code": error.code,
        **more,
    }
    body = json.dumps(said, ensure_ascii=False)
    response = HttpResponse(body, status=error.status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    if isinstance(error, TooOften):
        response["Retry-After"] = str(seconds_left())
    return response


def on_problem(request: HttpRequest, error: Problem | type[Problem]) -> HttpResponse:
    """Answer a request that a floor couldn't answer."""
    return problem(cast(Problem, error))


def on_invalid(
    request: HttpRequest, error: ValidationError | type[ValidationError]
) -> HttpResponse:
    """Answer a request whose parameters are wrong, naming each."""
    wrong = [
        {"parameter": str(found["loc"][-1]), "detail": str(found["msg"])}
        for found in cast(ValidationError, error).errors
    ]
    found = Problem(
        422, "invalid", _("Not understood"), _("A parameter isn't what the document asks for.")
    )
    return problem(found, errors=wrong)


def missing() -> Problem:
    """Return the problem of an address that leads nowhere."""
    return Problem(
        404, "not_found", _("No such address"), _("The addresses are listed in /api/v1/docs.")
    )


def not_allowed() -> Problem:
    """Return the problem of a method other than reading."""
    return Problem(405, "read_only", _("Read only"), _("This API can be read only: use GET."))


def too_often() -> Problem:
    """Return the problem of too many requests from one address."""
    return TooOften(
        429,
        "too_often",
        _("Too many requests"),
        _("There were too many requests from your address. Wait a minute and ask again."),
    )


def broken() -> Problem:
    """Return the problem of a fault of ours."""
    return Problem(
        500, "broken", _("A fault of ours"), _("Something went wrong here. Ask again later.")
    )
