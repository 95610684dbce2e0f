"""The frame around every page, rendered once for all who see the same of it.

Head, header and footer say what somebody may open and in which language, nothing else: they are
kept by language, rights and place, and rendered without request or account. The token of the
sign-out form and the addresses of this page in other languages fill holes.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from learn import navigation
from people.kept import Kept
from people.pieces import Piece, hole, render_piece

TOKEN = "token"  # noqa: S105 - the name of a hole

_pieces: Kept[Piece] = Kept(most=1_000)


class Visitor:
    """All that the frame may know of somebody."""

    def __init__(self, *, is_authenticated: bool) -> None:
        self.is_authenticated = is_authenticated


def head() -> SafeString:
    """Return what stands in every page's head."""
    return _pieces.get("head", lambda: render_piece("components/head.html", {})).filled({})


def header(request: HttpRequest) -> SafeString:
    """Return the mark, the main places and the folded menu for whoever asks."""
    language = get_language()
    is_authenticated = bool(getattr(getattr(request, "user", None), "is_authenticated", False))
    menu = navigation.menu(request)
    # Everything that the menu says, so that whatever it comes to depend on is in the name.
    places = tuple(
        (str(entry.label), entry.url, entry.icon, entry.is_current)
        for entry in (*menu.bar, *menu.more)
    )
    name = ("header", language, is_authenticated, len(menu.bar), places)

    def make() -> Piece:
        context = {
            "user": Visitor(is_authenticated=is_authenticated),
            "site_menu": menu,
            "tongues": _tongues(language),
            "csrf_token": hole(TOKEN),
        }
        return render_piece("components/header.html", context)

    piece = _pieces.get(name, make)
    values = _addresses(request)
    if TOKEN in piece.holes:
        values[TOKEN] = get_token(request)
    return piece.filled(values)


def footer(request: HttpRequest) -> SafeString:
    """Return who runs the site, and what one may want to know of it."""
    language = get_language()
    facts = {"issuer_name": settings.ISSUER_NAME, "is_demo": settings.DEMO}
    name = ("footer", language, *facts.values())
    piece = _pieces.get(
        name,
        lambda: render_piece("components/footer.html", {**facts, "tongues": _tongues(language)}),
    )
    return piece.filled(_addresses(request))


def _tongues(language: str | None) -> list[dict[str, Any]]:
    return [
        {"code": code, "name": name, "url": hole(code), "is_current": code == language}
        for code, name in settings.LANGUAGES
    ]


def _addresses(request: HttpRequest) -> dict[str, str]:
    """Return the address of this page in every language, for the holes of that name."""
    return {tongue.code: escape(tongue.url) for tongue in navigation.tongues(request)}
