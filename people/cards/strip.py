"""The strip that stands on every page while somebody is here by card: "I'm done"."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from people.cards.sessions import is_by_card
from people.kept import Kept
from people.pieces import Piece, hole, render_piece

_TOKEN = "token"  # noqa: S105 - the name of a hole

_pieces: Kept[Piece] = Kept(most=10)


def strip(request: HttpRequest | None) -> SafeString:
    """Return the strip for whoever is here by card, and nothing for everybody else."""
    if request is None or not is_by_card(request):
        return SafeString("")
    context = {"csrf_token": hole(_TOKEN)}
    piece = _pieces.get(
        get_language() or "vi", lambda: render_piece("people/cards/strip.html", context)
    )
    return piece.filled({_TOKEN: get_token(request)})
