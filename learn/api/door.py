"""The door of the public API: who asks plays no part, only reading, in whichever language.

Requests of the API turn off here, before session, sign-in and the language in the address: an
answer is the same for everybody, so it may be cached and read from any other site.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from learn.api.answers import broken, missing, not_allowed, problem, too_often
from people.limits import is_beyond

PREFIX = "/api/v1/"
# The page for people has a header and a menu: it goes the way of all pages.
PAGE = "/api/v1/docs"
READING = "GET, HEAD, OPTIONS"
KEPT = "public, max-age=300"

_log = logging.getLogger(__name__)


class PublicDoor:
    """Middleware that answers everything under the API's prefix."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer here what is the API's, and pass on the rest."""
        if not request.path_info.startswith(PREFIX) or request.path_info == PAGE:
            return self.get_response(request)
        # No session, no chosen language: nothing but the request itself decides.
        request.COOKIES = {}
        with translation.override(translation.get_language_from_request(request)):
            response = _answer(request)
            response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        patch_vary_headers(response, ["Accept-Language"])
        # A name is found by its code alone, never by a search engine.
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After, Content-Language"
        return response


def _answer(request: HttpRequest) -> HttpResponse:
    if request.method == "OPTIONS":
        return _preflight()
    try:
        match = resolve(request.path_info)
    except Http404:
        return problem(missing())
    if request.method not in {"GET", "HEAD"}:
        response = problem(not_allowed())
        response["Allow"] = READING
        return response
    if is_beyond(request, "api", settings.API_REQUESTS_PER_MINUTE):
        return problem(too_often())
    asked, request.method = request.method, "GET"
    try:
        response = match.func(request, *match.args, **match.kwargs)
    except Http404:
        return problem(missing())
    except Exception:  # noqa: BLE001 - whatever it is, the answer keeps the form the document promises
        _log.exception("no answer to %s", request.path_info)
        return problem(broken())
    finally:
        # The server leaves out the body of an answer to HEAD.
        request.method = asked
    return _conditional(request, response)


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the answer, or 304 when the reader has it already."""
    if response.status_code != 200 or response.has_header("Cache-Control"):
        return response
    response["Cache-Control"] = KEPT
    set_response_etag(response)
    return get_conditional_response(request, response["ETag"], response=response) or response


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = READING
    response["Access-Control-Allow-Methods"] = READING
    response["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response
