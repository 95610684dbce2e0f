"""Cards of two members of the leader's team: one has agreed to learn here before, one hasn't."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from people.models import User

PIN = "482915"


def furnish_cards(users: "dict[str, User]", team: int) -> dict[str, Any]:
    """Give two members a card, by the leader.

    Returns:
        Names for the addresses of pages: ``card`` and ``new_card`` are codes.
    """
    from people import cards, consent
    from people.cards.rights import with_rights
    from people.dated import today
    from people.queries import memberships_on
    from people.registry import add_person, join

    rows = memberships_on(today()).filter(unit_id=team).order_by("person_id")
    members = [row.person for row in rows]
    barred = with_rights([person.pk for person in members], today())
    fit = [person for person in members if person.pk not in barred]
    if len(fit) < 2:
        newcomer = add_person(name="Lý Thị Thẻ", birth_year=1951, source="roster", by=None)
        unit = rows[0].unit
        join(person=newcomer, unit=unit, category="team_member", since=today(), by=None)
        fit.append(newcomer)
    known, new = fit[:2]
    if not consent.holds(known, consent.LEARNING):
        consent.give(person=known, purpose=consent.LEARNING, by=None, method="screens")
    consent.withdraw(person=new, purpose=consent.LEARNING, by=None, method="screens")
    return {
        name: cards.give(person=person, by=users["leader"], pin=PIN).code
        for name, person in (("card", known), ("new_card", new))
    }
