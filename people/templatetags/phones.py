"""Phones as people read them."""

from django import template

from people.accounts.phone import spoken as _spoken

register = template.Library()


@register.filter
def spoken(phone: str | None) -> str:
    """Return an E.164 number as it is written here: 0912 345 678."""
    return _spoken(phone) if phone else ""
