"""Signing up: prove a phone or an e-mail with a code, then get an account for one's person."""

import uuid
from dataclasses import asdict, dataclass

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from people import audit, consent
from people.accounts import codes, shared_phone
from people.messages import send_email, send_sms
from people.models import Person, User
from people.registry import add_person, link_account
from people.registry.matching import rostered
from people.text import fold


@dataclass(frozen=True)
class Details:
    """What somebody says of themselves; either the phone or the e-mail is given."""

    name: str
    birth_year: int
    phone: str = ""
    email: str = ""
    next_url: str = ""


def start(request: HttpRequest, details: Details) -> None:
    """Send a code to the phone or e-mail and keep the details until it comes back."""
    _send(details, codes.begin(request, asdict(details)))


def resend(request: HttpRequest) -> None:
    """Send another code.

    Raises:
        Refusal: when too many were asked for.
    """
    details = Details(**(codes.waiting(request) or {}))
    _send(details, codes.renew(request))


def finish(request: HttpRequest, typed: str) -> HttpResponse:
    """Make the account and sign in, when ``typed`` is the code.

    Raises:
        Refusal: when the code is wrong, too old or was guessed at too often.
    """
    codes.check(request, typed)
    details = Details(**(codes.waiting(request) or {}))
    user = account_for(details)
    codes.forget(request)
    if details.phone:
        return shared_phone.go_on_as(
            request, user, phone=details.phone, next_url=details.next_url or None
        )
    record_authentication(request, user, method="code", email=details.email)
    login = Login(user=user, email=details.email, redirect_url=details.next_url or None)
    return perform_login(request, login)


@transaction.atomic
def account_for(details: Details, *, method: str = "signup_form") -> User:
    """Return the account of the person who proved the phone or e-mail; made when there is none.

    Two sign-ups at the same time with the same phone and person give one account. The holder has
    consented in the form that took the details, which is recorded here.

    Args:
        details: proved details.
        method: how the consent was given.
    """
    _one_at_a_time(details.phone or details.email)
    user = _existing(details)
    if user is not None:
        return user
    found = rostered(phone=details.phone, birth_year=details.birth_year, name=details.name)
    known = shared_phone.accounts_on(details.phone).filter(person=found) if found else None
    if known is not None and known.exists():
        return known[0]
    person = found or add_person(
        name=details.name,
        birth_year=details.birth_year,
        contact_phone=details.phone,
        source=Person.Source.SELF,
        by=None,
    )
    user = open_account(person, phone=details.phone, email=details.email, method=method)
    consent.give(person=person, purpose=consent.LEARNING, by=user, method=method)
    return user


@transaction.atomic
def open_account(
    person: Person, *, phone: str = "", email: str = "", method: str, by_card: bool = False
) -> User:
    """Make an account for ``person`` and return it.

    Args:
        person: whose it is.
        phone: proved by the holder; "" for none.
        email: proved by the holder; "" for none.
        method: how the holder came.
        by_card: whether it is opened by the person's card, which never gives more than learning.
    """
    user = User(
        username=uuid.uuid4().hex,
        phone=phone,
        phone_verified=bool(phone),
        email=email,
        language=(get_language() or "vi")[:5],
    )
    user.set_unusable_password()
    user.save()
    if email:
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    link_account(user=user, person=person, by=None, by_card=by_card)
    audit.record("people.signed_up", by=user, about=user, person=person, method=method)
    return user


def _existing(details: Details) -> User | None:
    if details.email:
        address = EmailAddress.objects.filter(
            email__iexact=details.email, verified=True, user__is_active=True
        ).first()
        return address.user if address else None
    return next(
        (
            user
            for user in shared_phone.accounts_on(details.phone)
            if user.person is not None
            and user.person.birth_year == details.birth_year
            and user.person.name_folded == fold(details.name)
        ),
        None,
    )


def _one_at_a_time(contact: str) -> None:
    """Hold off other sign-ups with the same contact until this transaction ends.

    On SQLite the transaction itself, begun IMMEDIATE, does that.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [contact])


def _send(details: Details, code: str) -> None:
    if details.phone:
        send_sms(to=details.phone, body=code_text(code), purpose="signup_code")
        return
    send_email(
        to=details.email,
        subject=_("Your Học Số code"),
        body=code_text(code),
        purpose="signup_code",
    )


def code_text(code: str) -> str:
    """Return the message that carries a code."""
    return _("Học Số: your code is %(code)s. Give it to nobody.") % {"code": code}
