"""Numbers and days as people here write them, and icons. Load with ``{% load ui %}``."""

import datetime as dt
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from learn import frame

register = template.Library()

_TENTH = Decimal("0.1")
_WHOLE = Decimal(100)
_NO_BREAK = "\u00a0"


@register.filter
def vnumber(value: object) -> str:
    """Return a number with its thousands grouped: 11.842 in Vietnamese, 11,842 in English.

    A missing value stays missing: None and the empty text show as a dash, never as 0.
    """
    if value is None or value == "":
        return "–"
    return number_format(str(value), use_l10n=True, force_grouping=True)


@register.filter
def percent(value: object) -> str:
    """Return a share of a hundred with one decimal: 91,8 %; whole numbers without: 80 %.

    Rounding never makes a whole of almost a whole: 99.97 shows as 99,9 %.
    """
    if value is None or value == "":
        return "–"
    exact = Decimal(str(value))
    shown = exact.quantize(_TENTH, rounding=ROUND_HALF_UP)
    if shown == _WHOLE and exact < _WHOLE:
        shown = exact.quantize(_TENTH, rounding=ROUND_DOWN)
    decimals = 0 if shown == shown.to_integral_value() else 1
    return f"{number_format(shown, decimal_pos=decimals, use_l10n=True)}{_NO_BREAK}%"


@register.filter
def vdate(value: object) -> str:
    """Return a day as 30/9/2026; takes a day, an instant (as the day it is here) or ISO text."""
    day = _moment(value)
    if isinstance(day, dt.datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return date_format(day, "SHORT_DATE_FORMAT", use_l10n=True) if day else ""


@register.filter
def vdatetime(value: object) -> str:
    """Return an instant as 14:05 30/9/2026, in the time of the province."""
    moment = _moment(value)
    if not isinstance(moment, dt.datetime):
        return vdate(moment)
    if timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return date_format(moment, "SHORT_DATETIME_FORMAT", use_l10n=True)


def _moment(value: object) -> dt.date | None:
    """Return what ``value`` means as a day or an instant, None when it is neither."""
    if isinstance(value, str):
        return parse_date(value) or parse_datetime(value)
    return value if isinstance(value, dt.date) else None


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Return an icon of the sprite; with a label it speaks, without one it is decoration.

    Names are those of ``learn.assets.ICONS``.
    """
    address = f"{static('built/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>',
            label,
            address,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        address,
    )


@register.simple_tag
def site_head() -> SafeString:
    """Return what stands in every page's head."""
    return frame.head()


@register.simple_tag(takes_context=True)
def site_header(context: template.Context) -> SafeString:
    """Return the header for whoever asks."""
    return frame.header(context["request"])


@register.simple_tag(takes_context=True)
def site_footer(context: template.Context) -> SafeString:
    """Return the footer of this page."""
    return frame.footer(context["request"])
