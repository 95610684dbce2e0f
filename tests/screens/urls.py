"""The site's addresses, and what no visitor can open by one: a fault, a brake, a mail."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from learn.urls import handler403, handler404, handler500
from learn.urls import urlpatterns as site
from learn.views.errors import broken
from people.messages.dress import html_of
from people.models import Message

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


def too_many(request: HttpRequest) -> HttpResponse:
    """Show what somebody sees who tried too often."""
    return render(request, "429.html", status=429)


def mail(request: HttpRequest, message_id: uuid.UUID) -> HttpResponse:
    """Show a mail as a mail program would."""
    return HttpResponse(html_of(Message.objects.get(pk=message_id)))


urlpatterns = [
    path("man-hinh/500/", broken),
    path("man-hinh/429/", too_many),
    path("man-hinh/thu/<uuid:message_id>/", mail),
    *site,
]
