"""A screen that is shared with citizens opens nothing but the counter.

Whoever stands behind it is signed in; a citizen who taps the wrong thing must not get to their
team or their lists. The screen is locked by a cookie of its own, so that no page of the site asks
the session for it, and unlocked by signing out.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

COOKIE = "quay"


class CounterLock:
    """Leads every page back to the counter while the screen is locked."""

    sync_capable, async_capable = True, False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the counter and signing out; anything else leads to the counter."""
        if not request.COOKIES.get(COOKIE):
            return self.get_response(request)
        leaving = reverse("account_logout")
        if request.path not in (reverse("counter"), leaving):
            return redirect("counter")
        answer = self.get_response(request)
        if not request.user.is_authenticated:
            answer.delete_cookie(COOKIE)
        return answer


def lock(answer: HttpResponse) -> HttpResponse:
    """Lock the screen that gets ``answer``."""
    answer.set_cookie(
        COOKIE, "1", httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return answer
