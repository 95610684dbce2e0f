"""What learners learnt from can't be deleted: said kindly, before the database says it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from courses.models import EditionPage


def is_held(page: Page) -> bool:
    """Return whether an edition was frozen from ``page`` or from a page under it."""
    family = Page.objects.descendant_of(page, inclusive=True)
    return EditionPage.objects.filter(page_key__in=family.values("translation_key")).exists()


def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead back with an explanation when ``page`` is held by an edition."""
    if not is_held(page):
        return None
    text = _(
        "“%(title)s” can't be deleted: people have learnt from it, and an edition keeps it. "
        "Unpublish it instead; the next release then leaves it out."
    )
    messages.error(request, text % {"title": page.title})
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def refuse_bulk_deletion(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """The same for several pages at once."""
    if action_type != "delete":
        return None
    for page in objects:
        refused = refuse_deletion(request, page) if isinstance(page, Page) else None
        if refused is not None:
            return refused
    return None
