"""Giving cards, one or a sheet of them, and ending them: on the spot, at once, written down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit
from people.cards.codes import digest_of, draw_code
from people.cards.pins import draw_pin, hashed, refuse_weak_pin
from people.cards.rights import with_rights
from people.dated import today
from people.models import AuditEntry, Person, PersonCard, User
from people.queries import records_of_all
from people.refusal import Refusal
from people.scope import may_get_card_from

# What fits on a sheet of A4.
MOST_AT_ONCE = 8


@dataclass(frozen=True)
class Given:
    """A card as it is handed over; code and PIN are known now and never again.

    ``pin`` is empty where the person chose it.
    """

    card: PersonCard
    person: Person
    code: str
    pin: str


def give(*, person: Person, by: User, pin: str | None = None) -> Given:
    """Give ``person`` a card; the one they had ends in the same moment.

    Args:
        person: who gets it.
        by: the leader or officer who hands it over.
        pin: as the person typed it; None draws one, which is shown once.

    Raises:
        Refusal: those of ``give_many``, ``pin_form`` or ``pin_weak``.
    """
    if pin is not None:
        refuse_weak_pin(pin, person)
    return _give([person.pk], by, pin)[0]


def give_many(*, persons: Sequence[Person], by: User) -> list[Given]:
    """Give a sheet of cards with PINs that are drawn, in the order of ``persons``.

    Raises:
        Refusal: ``too_many``, ``own_card``, ``out_of_scope`` or ``has_rights``; then nobody gets one.
    """
    if not 1 <= len(persons) <= MOST_AT_ONCE:
        raise Refusal("too_many", _("Choose one to eight people: that is what fits on a sheet."))
    return _give([person.pk for person in persons], by, None)


@transaction.atomic
def block(*, card: PersonCard, by: User, why: str) -> PersonCard:
    """End a card that was lost or given back. Ending it again changes nothing.

    Raises:
        Refusal: ``out_of_scope``, or ``no_such_reason``.
    """
    row = PersonCard.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if why not in (PersonCard.End.LOST, PersonCard.End.RETURNED):
        raise Refusal("no_such_reason", _("Say why the card ends."))
    owner_id = row.person.merged_into_id or row.person_id
    _require_scope({owner_id}, by)
    if row.ended_at is not None:
        return row
    row.ended_at, row.ended_by, row.ended_why = timezone.now(), by, why
    row.save(update_fields=["ended_at", "ended_by", "ended_why"])
    audit.record("people.card_ended", by=by, about=row, person=row.person, why=why)
    return row


@transaction.atomic
def _give(person_ids: list[int], by: User, chosen: str | None) -> list[Given]:
    # Two who give the same person a card come one after the other: the later card holds.
    rows = Person.objects.select_for_update().filter(merged_into__isnull=True).order_by("pk")
    people = rows.in_bulk(person_ids)
    _require_scope(set(person_ids), by)
    if len(people) != len(set(person_ids)) or with_rights(people, today()):
        raise Refusal("has_rights", _("Leaders and officers have rights that no card may open. "
                                      "They sign in with their phone."))  # fmt: skip
    now = timezone.now()
    _replace(people, by)
    made = []
    for person_id in person_ids:
        code = draw_code()
        digest, person = digest_of(code), people[person_id]
        pin = draw_pin(person) if chosen is None else chosen
        card = PersonCard(
            person=person,
            digest=digest,
            pin=hashed(pin, digest),
            pin_was_shown=chosen is None,
            issued_by=by,
            issued_at=now,
        )
        made.append(Given(card, person, code, pin if chosen is None else ""))
    PersonCard.objects.bulk_create([one.card for one in made])
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                code="people.card_given",
                by=by,
                about=f"people.personcard:{one.card.pk}",
                person=one.person,
                data={"pin_was_shown": one.card.pin_was_shown},
            )
            for one in made
        ]
    )
    return made


def _replace(person_ids: Iterable[int], by: User) -> None:
    """End what these people hold, under whichever of their records it was given."""
    held = PersonCard.objects.filter(
        person__in=records_of_all(list(person_ids)), ended_at__isnull=True
    )
    held.update(ended_at=timezone.now(), ended_by=by, ended_why=PersonCard.End.REPLACED)


def _require_scope(person_ids: set[int], by: User) -> None:
    if by.person_id in person_ids:
        raise Refusal("own_card", _("You can't give yourself a card."))
    if may_get_card_from(by, person_ids, today()) != person_ids:
        raise Refusal("out_of_scope", _("These aren't people of your team or commune."))
