"""Why a question can't be asked, in its author's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.questions.kind import BadQuestion

_REASONS = {
    "no_key": _("The question has no key. Give it a short name that never changes."),
    "no_prompt": _("The question asks nothing. Write the question."),
    "unknown_kind": _("This kind of question isn't known here."),
    "few_options": _("The question needs two options or more."),
    "option_without_text": _("An option has no key or no text."),
    "same_option_twice": _("Two options are the same. Change or remove one."),
    "not_one_right": _("Mark exactly one option as right."),
    "few_right": _("Mark two options or more as right, or ask for a single answer."),
    "all_right": _("All options are right. Add one that is wrong."),
    "no_answer": _("Say whether the statement is true or false."),
    "few_items": _("There must be three steps or more to put in order."),
    "same_key_twice": _("Two questions have the same key. Change one."),
}


def reason(error: BadQuestion) -> str | Promise:
    """Return what to tell the author, translated."""
    return _REASONS.get(error.code, str(error))
