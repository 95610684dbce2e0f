"""Staff without a second factor go no further than the page that sets one up."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from people.accounts.pending import before_view
from people.dated import today
from people.models import User
from people.scope import positions
from people.scope.wagtail_groups import sync_groups

# Written by allauth: how this session's account proved itself, and which account it was.
METHODS = "account_authentication_methods"
METHODS_USER = "account_authentication_methods_user"
# What staff need to get through the gate, or to walk away from it.
OPEN_PREFIXES = ("account_", "mfa_")
OPEN_NAMES = {"who_learns", "healthz", "set_language", "javascript-catalog"}
EDITOR_SIGN_IN = {"wagtailadmin_login", "wagtailcore_login"}


def has_second_factor(request: HttpRequest) -> bool:
    """Return whether the signed-in account gave a second factor in this session."""
    owner = request.session.get(METHODS_USER)
    if owner is not None and owner != str(request.user.pk):
        return False
    return any(record.get("method") == "mfa" for record in request.session.get(METHODS, ()))


class StaffSecondFactorMiddleware:
    """Send staff who signed in with one factor to set up or use the second.

    Also keeps the editor's groups in step with the dated roles, at every request to the editor.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the gate stands between address and view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable, _args: list, _kwargs: dict
    ) -> HttpResponse | None:
        """Stop a request of staff that lacks the second factor."""
        match = request.resolver_match
        name = match.url_name or "" if match else ""
        if name in EDITOR_SIGN_IN:
            asked = request.GET.get("next") or reverse("wagtailadmin_home")
            return redirect(f"{reverse('account_login')}?{urlencode({'next': asked})}")
        before_view(request, name)
        user = request.user
        if not user.is_authenticated or name in OPEN_NAMES or name.startswith(OPEN_PREFIXES):
            return None
        if (positions(user).is_staff or user.is_superuser) and not has_second_factor(request):
            return _to_second_factor(request)
        if match and match.route.startswith("quan-tri/") and isinstance(user, User):
            sync_groups(user, today())
        return None


def _to_second_factor(request: HttpRequest) -> HttpResponse:
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    own = set(
        Authenticator.objects.filter(user=request.user, type__in=kinds).values_list(
            "type", flat=True
        )
    )
    query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    if Authenticator.Type.TOTP in own:
        name = "mfa_reauthenticate"
    elif own:
        name = "mfa_reauthenticate_webauthn"
    else:
        name = "mfa_activate_totp"
    return redirect(f"{reverse(name)}?{query}" if query else reverse(name))
