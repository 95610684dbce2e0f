"""The first page: a promise and three doors for visitors, what comes next for learners."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses import queries as courses
from indicators.queries import public_numbers
from people.dated import today


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the page for whoever comes."""
    language = get_language() or "vi"
    return render(
        request,
        "learn/home.html",
        {
            "cards": courses.catalogue(language),
            "numbers": public_numbers(today()),
            "on": today(),
        },
    )
