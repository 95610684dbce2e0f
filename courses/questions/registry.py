"""The known kinds of question. A duplicate or an unknown kind is refused at once."""

from courses.questions.kind import BadQuestion, QuestionKind

_kinds: dict[str, QuestionKind] = {}


def register(question: QuestionKind) -> QuestionKind:
    """Make ``question`` known.

    Raises:
        ValueError: when the kind is taken.
    """
    if question.kind in _kinds:
        raise ValueError(f"question kind {question.kind!r} is registered twice")
    _kinds[question.kind] = question
    return question


def question_kind(kind: str) -> QuestionKind:
    """Return the kind called ``kind``.

    Raises:
        BadQuestion: ``unknown_kind``.
    """
    found = _kinds.get(kind)
    if found is None:
        raise BadQuestion("unknown_kind", f"no question kind {kind!r}")
    return found


def all_kinds() -> list[QuestionKind]:
    """Return every registered kind, by name."""
    return [_kinds[kind] for kind in sorted(_kinds)]
