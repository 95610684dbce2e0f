"""What every page needs to know about the site."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from learn import navigation


def site(request: HttpRequest) -> dict[str, object]:
    """Return the issuer's name, whether this is the demo, the menu and the languages.

    Menu and languages are made only when a template asks: a lesson shows neither.
    """
    return {
        "issuer_name": settings.ISSUER_NAME,
        "is_demo": settings.DEMO,
        "site_menu": SimpleLazyObject(lambda: navigation.menu(request)),
        "tongues": SimpleLazyObject(lambda: navigation.tongues(request)),
    }
