"""Guides: all of them, and one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from learn.guides.reading import read
from learn.guides.shelf import GUIDES

# The language that guides are written in.
WRITTEN_IN = "vi"


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """Show whom there is a guide for."""
    context = {"guides": GUIDES.values(), "is_foreign": _language() != WRITTEN_IN}
    return render(request, "learn/guides.html", context)


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a guide.

    Raises:
        Http404: there is no such guide.
    """
    if slug not in GUIDES:
        raise Http404
    language = _language()
    context = {
        "guide": GUIDES[slug],
        "reading": read(slug, language),
        "is_foreign": language != WRITTEN_IN,
        "written_in": WRITTEN_IN,
    }
    return render(request, "learn/guide.html", context)


def _language() -> str:
    return get_language() or WRITTEN_IN
