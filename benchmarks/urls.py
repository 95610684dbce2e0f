"""The site's addresses and the empty view they are compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from learn.urls import urlpatterns as site


def empty(request: HttpRequest) -> HttpResponse:
    """Answer at once, after the same middleware as every page."""
    return HttpResponse("", content_type="text/plain")


urlpatterns = [path("bench/empty", empty), *site]
