"""What a browser may load: strict everywhere, wider in the editor, framed only in previews."""

from typing import Any

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse


class PolicyMiddleware(CSPMiddleware):
    """The package's middleware, with a policy by place."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return the strict policy, and what replaces parts of it here.

        Wagtail's editor has inline scripts and styles of its own. A draft shown in the editor's
        preview is as strict as a learner's page, but may stand in the editor's frame.
        """
        parts = super().get_policy_parts(request, response, report_only)
        parts.replace = {**_wider(request), **(parts.replace or {})}
        return parts


def _wider(request: HttpRequest) -> dict[str, Any]:
    if getattr(request, "is_dummy", False):
        return {"frame-ancestors": [SELF]}
    if request.path_info.startswith(reverse("wagtailadmin_home")):
        return settings.EDITOR_CSP
    return {}
