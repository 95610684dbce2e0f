"""Cards of a class: codes that were typed or scanned afterwards, each with its answer."""

import uuid
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from people import limits
from people.refusal import Refusal
from teams.classes import by_card
from teams.views.class_forms import AddForm
from teams.views.class_session import held_class, session_page

if TYPE_CHECKING:
    from people.models import User

# Lists of cards sent a minute.
_MOST_LISTS = 20
_WORDS = {
    by_card.MARKED: gettext_lazy("marked"),
    by_card.BEFORE: gettext_lazy("was marked before"),
    by_card.UNKNOWN: gettext_lazy("no card has this code: look at the paper again"),
    by_card.ENDED: gettext_lazy("this card held no more: mark the person by name"),
    by_card.OWN: gettext_lazy("whoever holds the class isn't on its list"),
}
_WRONG = {by_card.UNKNOWN, by_card.ENDED, by_card.OWN}


@never_cache
@login_required
@require_POST
def class_cards(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Mark the owners of several cards and answer each line."""
    session = held_class(request, session_id)
    typed = request.POST.get("cards", "")
    by = cast("User", request.user)
    try:
        if limits.is_beyond(request, "class-cards", _MOST_LISTS):
            raise Refusal("slowly", _("That was a lot at once. Wait a minute, then go on."))
        lines = by_card.mark_cards(session=session, typed=typed, by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("class_session", session_id=session.pk)
    answers = [
        {
            "shown": line.name or line.typed,
            "said": _WORDS[line.result],
            "is_wrong": line.result in _WRONG,
        }
        for line in lines
    ]
    # What wasn't understood stays in the field, to be mended.
    left = "\n".join(line.typed for line in lines if line.result == by_card.UNKNOWN)
    more = {"card_answers": answers, "cards_left": left}
    return session_page(request, session, AddForm(), more=more)
