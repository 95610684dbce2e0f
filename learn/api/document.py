"""The OpenAPI document: ninja's, with what every answer of ours has, in the reader's language."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from people.problems import MEDIA_TYPE

_WORDS = {"summary", "description"}
_STATUSES = {
    "404": gettext_noop("There is no such thing, or no number for that day."),
    "409": gettext_noop("The number isn't the one of this code."),
    "422": gettext_noop("A parameter isn't what this document asks for."),
    "429": gettext_noop("Too many requests from one address."),
}
_ALWAYS = ("404", "422", "429")
_TEXT = {"type": "string"}

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": gettext_noop("What went wrong (RFC 9457), in the reader's language."),
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "code": {"type": "string", "description": gettext_noop("A stable name, for programs.")},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["parameter", "detail"],
                "properties": {"parameter": _TEXT, "detail": _TEXT},
            },
        },
    },
}
_HEADERS: dict[str, Any] = {
    "Cache-Control": {"schema": _TEXT, "required": True},
    "Content-Language": {
        "description": gettext_noop("The language of the answer's words."),
        "schema": {"type": "string", "enum": ["vi", "en", "fr"]},
        "required": True,
    },
}
_ETAG = {
    "ETag": {
        "description": gettext_noop(
            "Send it back in If-None-Match; 304 means that nothing has changed."
        ),
        "schema": _TEXT,
        "required": True,
    }
}
_RETRY = {
    "Retry-After": {
        "description": gettext_noop("Seconds to wait."),
        "schema": {"type": "integer", "minimum": 1, "maximum": 60},
        "required": True,
    }
}


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """Add to ninja's document the problems and headers of every operation; translate its words."""
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        # Docstrings, for whoever reads the code; members say in every language what they are.
        schema.pop("description", None)
    schemas["Problem"] = PROBLEM
    for operations in document["paths"].values():
        for operation in operations.values():
            _complete(operation)
    return _translated(document)


def _complete(operation: dict[str, Any]) -> None:
    is_kept = operation.pop("x-kept", True)
    special = [str(status) for status in operation.pop("x-problems", [])]
    fine = next(iter(operation["responses"].values()))
    fine["description"] = gettext_noop("The answer.")
    answers = {"200": {**fine, "headers": {**_HEADERS, **(_ETAG if is_kept else {})}}}
    if is_kept:
        answers["304"] = {"description": gettext_noop("Nothing has changed."), "headers": _ETAG}
    for status in sorted({*_ALWAYS, *special}):
        answers[status] = {
            "description": _STATUSES[status],
            "headers": {**_HEADERS, **(_RETRY if status == "429" else {})},
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    operation["responses"] = answers


def _translated(found: Any, key: str = "") -> Any:
    if isinstance(found, dict):
        return {name: _translated(value, name) for name, value in found.items()}
    if isinstance(found, list):
        return [_translated(value) for value in found]
    return _(found) if key in _WORDS and isinstance(found, str) and found else found
