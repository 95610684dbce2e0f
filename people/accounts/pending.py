"""A sign-in that waits for its code: begun anew with another number, or found too old."""

import time

from allauth.account import app_settings
from allauth.account.internal.stagekit import clear_login, unstash_login
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _


def before_view(request: HttpRequest, name: str) -> None:
    """Smooth two edges of allauth's sign-in before its view runs.

    Whoever goes back and types another number gets a code for that one, instead of being led to the
    page of the first; and whoever comes with a code that is too old is told so.
    """
    if request.method != "POST" or request.user.is_authenticated:
        return
    if name == "account_login":
        clear_login(request)
    elif name == "account_confirm_login_code" and _is_too_old(request):
        messages.error(request, _("This code has expired. Ask for a new one below."))


def _is_too_old(request: HttpRequest) -> bool:
    login = unstash_login(request, peek=True)
    if login is None:
        return True
    state = login.state.get("stages", {}).get("login_by_code", {}).get("data", {})
    return time.time() - state.get("at", 0) > app_settings.LOGIN_BY_CODE_TIMEOUT
