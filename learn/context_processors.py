"""What every page needs to know about the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Return the issuer's name and whether this is the demo; the frame is made by learn.frame."""
    return {"issuer_name": settings.ISSUER_NAME, "is_demo": settings.DEMO}
