"""Where the menu leads, by what somebody is; and the same page in the other language."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people.scope import Positions, positions

# What fits side by side under a thumb on a phone of 360 px.
IN_THE_BAR = 5
# A label, the name of an address, an icon.
Place = tuple[str | Promise, str, str]


@dataclass(frozen=True)
class Entry:
    """One place of the menu."""

    label: str | Promise
    url: str
    icon: str
    is_current: bool = False


@dataclass(frozen=True)
class Menu:
    """The bar of main places, and what is kept in the folded menu."""

    bar: list[Entry]
    more: list[Entry]


@dataclass(frozen=True)
class Tongue:
    """A language one can switch to without losing the page."""

    code: str
    name: str
    url: str
    is_current: bool


def menu(request: HttpRequest) -> Menu:
    """Return the places for whoever asks; what isn't theirs isn't shown."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        places: list[Place] = [
            (_("Courses"), "catalogue", "book"),
            (_("Check a certificate"), "verify", "qr"),
        ]
        return Menu(bar=_entries(places, request), more=[])
    held = positions(user)
    bar = _entries(_main_places(held), request)
    more = bar[IN_THE_BAR:] + _entries(_other_places(held), request)
    return Menu(bar=bar[:IN_THE_BAR], more=more)


def tongues(request: HttpRequest) -> list[Tongue]:
    """Return the languages of the site, each with the address of this page in it.

    Addresses differ in their first part only; one without a language is the same in all.
    """
    here, spoken = request.get_full_path(), get_language()
    prefix = f"/{spoken}/"
    rest = here.removeprefix(prefix) if here.startswith(prefix) else None
    return [
        Tongue(code, name, here if rest is None else f"/{code}/{rest}", code == spoken)
        for code, name in settings.LANGUAGES
    ]


def _main_places(held: Positions) -> list[Place]:
    places: list[Place] = [(_("Courses"), "catalogue", "book")]
    if held.person_id is not None:
        places.append((_("My learning"), "my_learning", "learn"))
        places.append((_("Certificates"), "my_certificates", "award"))
    if held.is_leader:
        places.append((_("My team"), "team", "team"))
    elif held.is_officer or held.is_province:
        places.append((_("Teams"), "wide_board", "team"))
    if held.is_officer or held.is_province:
        places.append((_("Indicators"), "indicators", "chart"))
    if held.is_trainer or held.is_reviewer or held.is_language_editor:
        places.append((_("Write courses"), "wagtailadmin_home", "edit"))
    return places


def _other_places(held: Positions) -> list[Place]:
    places: list[Place] = [
        (_("My details"), "profile", "account"),
        (_("Who is learning?"), "who_learns", "users"),
        (_("Check a certificate"), "verify", "qr"),
        (_("Guides"), "guides", "question"),
    ]
    if held.person_id is not None:
        places.insert(1, (_("Ask my team for help"), "ask_team", "phone"))
        places.insert(2, (_("What others saw me do"), "my_observations", "user-check"))
    if held.is_officer or held.is_leader:
        places.append((_("Help at the counter"), "counter", "info"))
        places.append((_("Cards to sign in with"), "my_cards", "user"))
        places.append((_("My right to assess"), "assess", "star"))
    if held.is_officer or held.is_province:
        places.append((_("Lists of people"), "rosters", "inbox"))
        places.append((_("Confirm accounts"), "confirm_accounts", "success"))
        places.append((_("Maybe one person"), "twins", "users"))
        desk = "recognition" if held.is_province else "appeals"
        places.append((_("Trained elsewhere"), desk, "inbox"))
        places.append((_("Units"), "units", "map-pin"))
    if held.is_province:
        places.append((_("Revoke a certificate"), "revoke_find", "void"))
        places.append((_("Assessors side by side"), "assess_drift", "users"))
    if held.is_administrator:
        places.append((_("Roles"), "roles", "shield"))
    if settings.DEMO and held.is_staff:
        places.append((_("Outbox of the demo"), "outbox", "inbox"))
    return places


def _entries(places: list[Place], request: HttpRequest) -> list[Entry]:
    entries = []
    for label, name, icon in places:
        url = reverse(name)
        entries.append(Entry(label, url, icon, request.path.startswith(url)))
    return entries
