"""Consent: given and withdrawn for a stated purpose, with the evidence kept.

Luật 91/2025/QH15: consent is voluntary, for a purpose, never assumed from silence or from a box
ticked beforehand, and may be withdrawn at any time.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from people.models import Consent, Person, User

# Raised whenever the text of the notice changes; the rows say which text was agreed to.
WORDING_VERSION = "2026-11.2"

LEARNING = "learning"
MESSAGES = "messages"
ZALO = "zalo"
PUSH = "push"
BY_CHANNEL = (ZALO, PUSH)
PURPOSES = {
    LEARNING: _("Keep my name, year of birth, phone or e-mail and my learning results, to teach "
                "me and to issue certificates"),
    MESSAGES: _("Send me reminders about my courses"),
    ZALO: _("Pass my phone number and my reminders on to Zalo, to remind me there"),
    PUSH: _("Show my reminders on the devices on which I asked for it; they come by way of the "
            "browser's maker, who can't read them"),
}  # fmt: skip


def give(*, person: Person, purpose: str, by: User | None, method: str) -> Consent:
    """Record that ``person`` agrees to ``purpose``.

    Args:
        person: who agrees.
        purpose: one of ``PURPOSES``.
        by: the account through which it was said.
        method: how it was said, for instance "signup_form".
    """
    return _record(person, purpose, by, method, Consent.Act.GIVEN)


def withdraw(*, person: Person, purpose: str, by: User | None, method: str) -> Consent:
    """Record that ``person`` takes the consent to ``purpose`` back."""
    return _record(person, purpose, by, method, Consent.Act.WITHDRAWN)


def current(person: Person) -> dict[str, Consent]:
    """Return the latest row of each purpose; whether it holds is in its ``act``."""
    rows = Consent.objects.filter(person=person).order_by("at", "pk")
    return {row.purpose: row for row in rows}


def holds(person: Person, purpose: str) -> bool:
    """Return whether ``person`` agrees to ``purpose`` now."""
    row = current(person).get(purpose)
    return row is not None and row.act == Consent.Act.GIVEN


def opposed(person_ids: Iterable[int], purpose: str) -> set[int]:
    """Return those of ``person_ids`` who said no to ``purpose`` and haven't said yes since.

    Who never said anything isn't among them: some things are owed to everybody on a roster.
    """
    rows = Consent.objects.filter(person_id__in=list(person_ids), purpose=purpose)
    latest = dict(rows.order_by("at", "pk").values_list("person_id", "act"))
    return {person_id for person_id, act in latest.items() if act == Consent.Act.WITHDRAWN}


def agreed(person_ids: Iterable[int], purpose: str) -> set[int]:
    """Return those of ``person_ids`` who agree to ``purpose`` now; one query."""
    rows = Consent.objects.filter(person_id__in=list(person_ids), purpose=purpose)
    latest = dict(rows.order_by("at", "pk").values_list("person_id", "act"))
    return {person_id for person_id, act in latest.items() if act == Consent.Act.GIVEN}


def _record(person: Person, purpose: str, by: User | None, method: str, act: str) -> Consent:
    if purpose not in PURPOSES:
        raise ValueError(f"unknown purpose {purpose!r}")
    return Consent.objects.create(
        person=person,
        purpose=purpose,
        wording_version=WORDING_VERSION,
        act=act,
        method=method,
        by=by,
    )
