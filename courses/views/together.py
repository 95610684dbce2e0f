"""An exercise as a group on one device sees it: all its questions at once."""

import uuid

from django.utils.translation import get_language

from courses.learning.reading import Practice
from courses.learning.together import helped_answers, seed_of
from courses.models import Attempt, Edition, Enrolment
from courses.queries.quizzes import quiz_block, served_quiz
from courses.views.exercises import ExerciseView, Trouble, exercise_view


def fresh_view(
    edition: Edition,
    page_key: uuid.UUID,
    block_id: str,
    attempt_id: uuid.UUID,
    trouble: Trouble | None = None,
) -> ExerciseView | None:
    """Return the exercise to be answered, its options as ``learn_together`` will serve them."""
    block = quiz_block(edition, page_key, block_id, get_language() or "vi")
    quiz = served_quiz(edition, page_key, block_id, seed_of(attempt_id))
    if block is None or quiz is None:
        return None
    planned = Attempt(kind=quiz.kind, served=quiz.served, edition=edition, page_key=page_key)
    practices = {block_id: Practice(planned, is_finished=False)}
    return exercise_view(Enrolment(edition=edition), page_key, block, practices, trouble)


def answered_view(attempt: Attempt) -> ExerciseView | None:
    """Return a helped attempt with its answers and what is said about them."""
    block = quiz_block(attempt.edition, attempt.page_key, attempt.block_id, get_language() or "vi")
    if block is None:
        return None
    done = Practice(attempt, is_finished=True, answers=helped_answers(attempt))
    return exercise_view(attempt.enrolment, attempt.page_key, block, {attempt.block_id: done})


def items_of(edition: Edition, page_key: uuid.UUID, block_id: str) -> list[dict]:
    """Return the items of the exercise, to read a form by."""
    quiz = served_quiz(edition, page_key, block_id, 0)
    return quiz.served["items"] if quiz else []
