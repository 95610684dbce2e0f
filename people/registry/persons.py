"""Adding persons to the registry and linking accounts to them."""

from django.db import transaction

from people import audit
from people.models import Person, User
from people.scope import forget
from people.signals import account_linked


@transaction.atomic
def add_person(
    *,
    name: str,
    birth_year: int | None = None,
    contact_phone: str = "",
    source: str,
    by: User | None,
    sex: str = "",
    staff_code: str = "",
    is_synthetic: bool = False,
) -> Person:
    """Add somebody to the registry.

    Args:
        name: as written by themselves or on the roster.
        birth_year: the only part of the birth date that matching needs.
        contact_phone: a phone to call, in E.164; need not be unique.
        source: "roster" or "self".
        by: the account that adds; None for a sign-up or an importer.
        sex: "f", "m" or unknown.
        staff_code: the number under which an employer knows the person.
        is_synthetic: whether the person is made up, for the demo.
    """
    person = Person.objects.create(
        name=name,
        birth_year=birth_year,
        contact_phone=contact_phone,
        source=source,
        sex=sex,
        staff_code=staff_code,
        is_synthetic=is_synthetic,
    )
    audit.record("people.person_added", by=by, about=person, person=person, source=source)
    return person


@transaction.atomic
def link_account(
    *,
    user: User,
    person: Person,
    by: User | None,
    confirmed: bool = False,
    by_card: bool = False,
) -> User:
    """Say that ``user`` is a way to sign in for ``person``.

    Args:
        user: the account.
        person: whose it is.
        by: who says so; None when the holder declared it at sign-up.
        confirmed: whether an officer checked it. Otherwise it gives learner rights only.
        by_card: whether the account is opened by the person's card: learner rights for good.
    """
    user.person = person
    sure = User.Link.CONFIRMED if confirmed else User.Link.DECLARED
    user.link = User.Link.CARD if by_card else sure
    user.save(update_fields=["person", "link"])
    forget(user)
    audit.record("people.account_linked", by=by, about=user, person=person, link=str(user.link))
    account_linked.send(sender=User, person=person, user=user)
    return user
