"""Checking a certificate by its code: the same facts and the same truth as the public page."""

import datetime as dt
from typing import Annotated, Literal, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Field, Path, Query, Router, Schema
from pydantic import WithJsonSchema

from certificates.verify import Answer, ask, is_too_fast
from people.dated import today
from people.problems import Problem, TooOften

router = Router(tags=["certificates"])

State = Literal["valid", "expired", "superseded", "revoked"]
Code = Annotated[
    str,
    Path(
        pattern="^[-0-9A-Za-z]+$",
        max_length=60,
        description=gettext_noop("The code beside the square; capitals and dashes don't matter."),
    ),
]
Number = Annotated[
    str | None,
    WithJsonSchema({"type": "string", "maxLength": 60}),
    Query(
        None,
        max_length=60,
        description=gettext_noop("The printed number, to be compared with the register."),
    ),
]


class CertificateAnswer(Schema):
    """What is printed on the certificate, and what is true of it on the day of asking."""

    state: State
    state_words: str = Field(description=gettext_noop("The state in words."))
    since: dt.date | None = Field(description=gettext_noop("Since when it isn't valid any more."))
    reason: str | None = Field(description=gettext_noop("Why it was revoked."))
    replaced_by: str | None = Field(
        description=gettext_noop("Number of the corrected certificate.")
    )
    last_day: dt.date | None = Field(
        description=gettext_noop("Last day of validity, if there is one.")
    )
    number: str
    name: str = Field(description=gettext_noop("The holder, as printed."))
    course: str
    completed_on: str
    issued_on: str
    issuer: str
    is_synthetic: bool = Field(description=gettext_noop("True for made-up data of a trial site."))
    is_trial: bool
    asked_on: dt.date


@router.get(
    "/{code}",
    response=CertificateAnswer,
    url_name="certificate",
    summary=gettext_noop("Check a certificate"),
    description=gettext_noop(
        "The facts and the state of the certificate with this code, in every state for ever."
    ),
    openapi_extra={"x-problems": [409], "x-kept": False},
)
def certificate(
    request: HttpRequest, response: HttpResponse, code: Code, number: Number = None
) -> CertificateAnswer:
    """Return the facts and the state of the certificate with this code, in every state for ever."""
    # A revocation must be seen at once.
    response["Cache-Control"] = "no-store"
    if is_too_fast(request):
        raise TooOften(
            429,
            "too_often",
            _("Too many requests"),
            _("Certificates are looked up a few at a time. Wait a minute and ask again."),
        )
    day = today()
    answer = ask(code, day)
    if answer is None:
        raise Problem(
            404,
            "certificate_unknown",
            _("No such certificate"),
            _("No certificate of this register bears this code. Compare it with the paper again."),
        )
    if number and _plain(number) != _plain(answer.number):
        raise Problem(
            409,
            "number_differs",
            _("Another number"),
            _("This code stands on a certificate with another number. Compare both again."),
        )
    return _shown(answer, day)


def _shown(answer: Answer, day: dt.date) -> CertificateAnswer:
    verdict = answer.verdict
    return CertificateAnswer(
        state=cast(State, verdict.code),
        state_words=str(verdict.words),
        since=verdict.since,
        reason=str(verdict.reason) or None,
        replaced_by=verdict.replaced_by or None,
        last_day=verdict.last_day,
        number=answer.number,
        name=answer.name,
        course=answer.course,
        completed_on=answer.completed_on,
        issued_on=answer.issued_on,
        issuer=answer.issuer,
        is_synthetic=answer.is_synthetic,
        is_trial=answer.is_trial,
        asked_on=day,
    )


def _plain(number: str) -> str:
    return "".join(letter for letter in number.upper() if letter.isalnum())
