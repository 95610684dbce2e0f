"""What a learner is learning: where to go on first, then everything else."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses import learning, queries
from courses.learning.resume import Resume, resume_in
from courses.views.learner import learner
from courses.views.review import Step, next_steps
from people.scope.doors import learner_only


@dataclass(frozen=True)
class Learnt:
    """One course of the learner's list."""

    resume: Resume
    is_complete: bool


@learner_only
@require_safe
def my_learning(request: HttpRequest) -> HttpResponse:
    """Show the resume card, what remains there, the other courses, and what else there is."""
    language = get_language() or "vi"
    rows = []
    for enrolment in queries.enrolments_of(learner(request)):
        found = resume_in(enrolment, language)
        if found is not None:
            rows.append(Learnt(found, hasattr(enrolment, "completion")))
    current = next((row.resume for row in rows if not row.is_complete), None)
    steps: list[Step] = []
    if current is not None:
        steps = next_steps(current.course, learning.checklist(current.enrolment))
    known = {row.resume.course.family_id for row in rows}
    context = {
        "current": current,
        "steps": steps,
        "others": [row for row in rows if row.resume is not current],
        "cards": [card for card in queries.catalogue(language) if card.family_id not in known],
    }
    return render(request, "courses/my_learning.html", context)
