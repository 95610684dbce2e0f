"""Pictures from the storage, where no web server in front does it; the same on any storage."""

import mimetypes
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

# Only what pages show; documents and whatever else is stored have views with rights of their own.
SHOWN = ("editions", "images", "original_images")
# Named by its content, so it never changes.
FOR_EVER = "public, max-age=31536000, immutable"
FOR_AN_HOUR = "public, max-age=3600"
# An SVG opened by itself is a document: it may show its own shapes and nothing more.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a stored picture.

    Raises:
        Http404: there is no such picture, or it isn't one that pages show.
    """
    parts = PurePosixPath(path).parts
    kind, _encoding = mimetypes.guess_type(path)
    if not parts or ".." in parts or parts[0] not in SHOWN:
        raise Http404
    if not (kind or "").startswith("image/"):
        raise Http404
    try:
        file = default_storage.open(path)
    except (OSError, SuspiciousOperation) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=kind)
    response["Cache-Control"] = FOR_EVER if parts[0] == "editions" else FOR_AN_HOUR
    response["Content-Security-Policy"] = PICTURE_POLICY
    return response
