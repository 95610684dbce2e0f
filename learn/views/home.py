"""The first page: a promise and three doors for visitors, what comes next for learners."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from certificates import queries as certificates
from courses import learning
from courses import queries as courses
from indicators.queries import headlines
from learn.duties import duties_of
from people.dated import today
from people.queries import person_of
from teams.assessing import waiting_for


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the page for whoever comes."""
    language = get_language() or "vi"
    person = person_of(request.user) if request.user.is_authenticated else None
    if person is None:
        return render(request, "learn/home.html", _visitor(language))
    return render(request, "learn/home_learner.html", _learner(person, language))


def _visitor(language: str) -> dict[str, Any]:
    on = today()
    return {"cards": courses.catalogue(language), "numbers": headlines(on), "on": on}


def _learner(person: Any, language: str) -> dict[str, Any]:
    """Return what goes on, what is not begun yet and what is achieved, in a few queries."""
    begun = {row.edition.family_id for row in courses.enrolments_of(person)}
    cards = courses.catalogue(language)
    return {
        "person": person,
        "duties": duties_of(person, today(), {card.family_id: card.title for card in cards}),
        "has_begun": bool(begun),
        "is_seen": waiting_for(person),
        "resume": learning.resume(person, language),
        "cards": [card for card in cards if card.family_id not in begun],
        "awards": certificates.awards_of(person)[:3],
    }
