"""Version 1 of the public API: one router a floor."""

from typing import Any

from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from certificates.api import router as certificates
from courses.api import router as courses
from indicators.api import router as indicators
from learn.api.answers import on_invalid, on_problem
from learn.api.document import complete
from people.problems import Problem


class PublicAPI(NinjaAPI):
    """ninja's API with a document that says all."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the document in the current language."""
        made = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        made.update(complete(dict(made)))
        return made


api = PublicAPI(
    title="Học Số",
    version="1",
    description=gettext_noop(
        "Courses, certificates and numbers, for everybody to read: no key, no sign-in, no "
        "personal data beyond what is printed on a certificate whose code you have."
    ),
    urls_namespace="api",
    docs_url=None,
    openapi_extra={
        "tags": [
            {"name": "courses", "description": gettext_noop("What can be learnt here.")},
            {"name": "certificates", "description": gettext_noop("Is this certificate genuine?")},
            {
                "name": "indicators",
                "description": gettext_noop("How many are trained, of how many."),
            },
        ]
    },
)
api.add_router("/courses", courses)
api.add_router("/certificates", certificates)
api.add_router("/indicators", indicators)
api.add_exception_handler(Problem, on_problem)
api.add_exception_handler(ValidationError, on_invalid)
