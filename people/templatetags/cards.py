"""The strip of those who are here by card. Load with ``{% load cards %}``."""

from django import template
from django.utils.safestring import SafeString

from people.cards.strip import strip

register = template.Library()


@register.simple_tag(takes_context=True)
def card_strip(context: template.Context) -> SafeString:
    """Return the strip; a page that is rendered for everybody gives a hole named ``card_strip``."""
    given = context.get("card_strip")
    return strip(context.get("request")) if given is None else given
