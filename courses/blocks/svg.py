"""Drawings are code: an SVG may carry scripts, so only plain ones are let in."""

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _

_REFUSED = {"script", "foreignobject", "iframe", "embed", "object", "handler", "animate", "set"}


def svg_fault(content: bytes) -> str:
    """Return what is wrong with an SVG file, or nothing."""
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, DefusedXmlException):
        return _("The drawing is not a plain SVG file.")
    for element in root.iter():
        name = _local(element.tag)
        if name in _REFUSED:
            return _("The drawing contains <%(name)s>, which is not allowed.") % {"name": name}
        for attribute, value in element.attrib.items():
            if _local(attribute).startswith("on"):
                return _("The drawing contains a script (%(name)s).") % {"name": attribute}
            if _local(attribute) == "href" and not value.startswith("#"):
                return _("The drawing refers to another file (%(name)s).") % {"name": value[:60]}
    return ""


def _local(name: object) -> str:
    return str(name).rsplit("}", 1)[-1].lower()
