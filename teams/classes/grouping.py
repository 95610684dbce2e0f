"""What ties results of learning together to their class."""

from django.utils.translation import gettext_lazy as _

from people.refusal import Refusal
from teams.classes.listing import state_of
from teams.models import ClassSession


def occasion_of(session: ClassSession) -> str:
    """Return the name under which helped results of the class are kept."""
    return f"class:{session.pk}"


def require_open(session: ClassSession) -> None:
    """Let pass only while the class is held.

    Raises:
        Refusal: ``closed``.
    """
    if not state_of(session).is_open:
        raise Refusal("closed", _("This class is closed. Whoever holds it can open it again."))
