"""What the editor's own pages need of ours. Load with ``{% load editor %}``."""

from typing import Any

from django import template
from django.template.loader import render_to_string

from courses.authoring.screens.empty import next_step as find_next_step

register = template.Library()


@register.simple_tag(takes_context=True)
def next_step(context: Any, page: Any) -> str:
    """Return what to do on an empty ``page``, as HTML; nothing where we have no advice."""
    found = find_next_step(page, context["request"].user)
    return render_to_string("wagtailadmin/courses/next_step.html", found) if found else ""
