"""Who may not assess whom: oneself, one's household, and two who vouch for each other."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people import queries as registry
from people.refusal import Refusal
from teams.models import AssessorCheck, Observation

if TYPE_CHECKING:
    from people.models import Person


def refuse_conflict(*, assessor: "Person", other: "Person") -> None:
    """Let pass only when the two may vouch for one another in this direction.

    Raises:
        Refusal: ``self``, ``household`` (they share a phone) or ``reciprocal`` (``other`` observed
            the assessor, or watched them assess, before).
    """
    if assessor.pk == other.pk:
        raise Refusal("self", _("Nobody assesses themselves."))
    if phones_of(assessor) & phones_of(other):
        raise Refusal(
            "household",
            _(
                "You share a phone number, so you are taken for one household. Ask another assessor."
            ),
        )
    mine, theirs = (registry.records_of(one.pk) for one in (assessor, other))
    back = Observation.objects.filter(assessor__in=theirs, learner__in=mine).exists()
    if back or AssessorCheck.objects.filter(observer__in=theirs, candidate__in=mine).exists():
        raise Refusal(
            "reciprocal",
            _("This person assessed you before. Two people don't vouch for each other."),
        )


def phones_of(person: "Person") -> set[str]:
    """Return the numbers at which a person is reached: the registry's and those of accounts."""
    rows = registry.persons().filter(Q(pk=person.pk))
    found = rows.values_list("contact_phone", "accounts__phone")
    return {phone for row in found for phone in row if phone}
