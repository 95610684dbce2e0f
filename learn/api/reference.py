"""The API's page for people: made of the document itself, without anybody else's scripts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learn.api.v1 import api

# The problem codes of the API; the type of a problem leads here.
_PROBLEMS = (
    "not_found", "read_only", "too_often", "broken", "invalid", "course_unknown",
    "certificate_unknown", "number_differs", "indicator_unknown", "day_to_come",
)  # fmt: skip


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show every address of the API with its parameters, answers and an example."""
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    schemas = document["components"]["schemas"]
    tags = [
        {**tag, "operations": [_operation(*found, schemas) for found in _of(document, tag["name"])]}
        for tag in document["tags"]
    ]
    shown = {"document": document, "tags": tags, "problems": _PROBLEMS, "parts": _parts(schemas)}
    response = render(request, "learn/api.html", shown)
    response["Cache-Control"] = "private, max-age=300"
    return response


def _of(document: dict[str, Any], tag: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        (path, operation)
        for path, operations in document["paths"].items()
        for operation in operations.values()
        if tag in operation["tags"]
    ]


def _operation(path: str, operation: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return {
        "path": path,
        "id": operation["operationId"],
        "summary": operation["summary"],
        "description": operation.get("description", ""),
        "parameters": [
            {
                "name": given["name"],
                "type": _type(given["schema"]),
                "is_required": given["required"],
                "description": given.get("description", ""),
            }
            for given in operation["parameters"]
        ],
        "answer": _name(answer),
        "statuses": [
            (status, said["description"]) for status, said in operation["responses"].items()
        ],
    }


def _parts(schemas: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the shapes of answers, each with its members."""
    return [
        {
            "name": name,
            "description": schema.get("description", ""),
            "members": [
                {
                    "name": member,
                    "type": _type(said),
                    "description": said.get("description", ""),
                }
                for member, said in schema["properties"].items()
            ],
        }
        for name, schema in sorted(schemas.items())
    ]


def _type(schema: dict[str, Any]) -> str:
    """Return a schema in a few words."""
    if "anyOf" in schema:
        return " | ".join(_type(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(schema["enum"])
    if "$ref" in schema:
        return _name(schema)
    if schema.get("type") == "array":
        return _("list of %(of)s") % {"of": _type(schema["items"])}
    return schema.get("format") or schema.get("type", "")


def _name(schema: dict[str, Any]) -> str:
    return schema["$ref"].rsplit("/", 1)[-1]
