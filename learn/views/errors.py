"""Error pages that say what happened and what to do. They ask the database nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that came without its token: the page was open too long, try again."""
    return render(request, "403_csrf.html", status=403)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer somebody who may not see what they asked for."""
    return render(request, "403.html", status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours, with a page that needs nothing that may be at fault."""
    return HttpResponse(loader.get_template("500.html").render({}, None), status=500)
