"""A final test being taken: its questions as pages show them."""

from dataclasses import dataclass

from django.utils.translation import get_language

from courses.activities.questions import show_question
from courses.forms import Event
from courses.learning.grading import answers_of
from courses.models import Attempt
from courses.queries.content import item_publics
from courses.views.showing import QuestionView, question_view


@dataclass(frozen=True)
class Numbered:
    """A question of the overview."""

    number: int
    prompt: str
    is_answered: bool


def question_at(attempt: Attempt, number: int, event: Event | None = None) -> QuestionView:
    """Return the question at ``number`` with what was answered, or just typed, by the learner."""
    item = attempt.served["items"][number - 1]
    key = item["key"]
    public = item_publics(attempt.edition, [key], get_language() or "vi")[key]
    return question_view(
        show_question(public, item),
        number,
        answer=answers_of(attempt).get(key),
        typed=event.typed.get(key) if event else None,
        error=event.errors.get(key, "") if event else "",
    )


def numbered(attempt: Attempt) -> list[Numbered]:
    """Return all questions in order, and whether each is answered."""
    keys = [item["key"] for item in attempt.served["items"]]
    publics = item_publics(attempt.edition, keys, get_language() or "vi")
    answered = answers_of(attempt)
    return [
        Numbered(number, publics[key]["prompt"], key in answered)
        for number, key in enumerate(keys, start=1)
    ]
