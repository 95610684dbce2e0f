"""The addresses of learning together in a class, for the table of doors."""

from django.utils import timezone

from courses.queries.quizzes import quizzes_of
from teams import classes
from tests.cast import Cast

SLUG = "lam-quen-voi-vneid"


def group_arguments(cast: Cast, held: dict[str, object]) -> dict[str, dict[str, object]]:
    """Return the arguments of learning together in that class; Bình is on its list."""
    session = classes.class_of(held["session_id"])
    classes.mark(
        session=session,
        persons=[cast.persons["binh"]],
        how="list",
        by=cast.users["lan"],
        at=timezone.now(),
    )
    quiz = quizzes_of(SLUG, "vi")[0]
    exercise = {**held, "slug": SLUG, "page_key": quiz.page_key, "block_id": quiz.block_id}
    return {
        "class_group": held,
        "class_group_names": exercise,
        "class_group_turn": {**exercise, "person_id": cast.persons["binh"].pk},
    }
