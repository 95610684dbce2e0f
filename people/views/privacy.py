"""What the site keeps of people, why, and what they may ask."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.consent import WORDING_VERSION


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show the notice to which the consents refer."""
    return render(request, "people/privacy.html", {"version": WORDING_VERSION})
