"""Gathers an attempt's answers and keys, and lets its type grade them. Reads only."""

from typing import Any

from django.conf import settings
from django.utils import translation

from courses.activities import activity_type
from courses.activities.contract import Graded
from courses.bank.draw import FINAL_TEST, test_keys
from courses.models import Attempt, Edition, EditionPage, Response


def answers_of(attempt: Attempt) -> dict[str, Any]:
    """Return the learner's answers by item: of several the latest counts."""
    rows = Response.objects.filter(attempt=attempt).order_by("received_at", "pk")
    return dict(rows.values_list("item_key", "payload"))


def grade_attempt(attempt: Attempt, *, edition: Edition | None = None) -> Graded:
    """Return what the attempt is worth by the keys of its own edition, or of ``edition``.

    Raises:
        UnknownKind: when the attempt was served by a newer version than this one.
    """
    kind = activity_type(attempt.kind, attempt.kind_version)
    key = keys_of(attempt, edition or attempt.edition)
    return kind.grade(key, attempt.served, {"answers": answers_of(attempt)})


def keys_of(attempt: Attempt, edition: Edition) -> dict[str, Any]:
    """Return the key of the attempt's activity, with feedback in the reader's language."""
    found: dict[str, Any] = {}
    for language in (translation.get_language(), settings.LANGUAGE_CODE):
        found = _keys(attempt, edition, language or settings.LANGUAGE_CODE)
        if found:
            break
    return found


def is_passed(attempt: Attempt, graded: Graded) -> bool:
    """Return whether the result passes: a final test by its edition's percentage."""
    if attempt.kind != FINAL_TEST:
        return graded.is_right
    needed = attempt.edition.rules.get("pass_percent") or 100
    # Sums of thirds fall short by a rounding error that nobody should fail for.
    return graded.max_points > 0 and (
        graded.points * 100 >= needed * graded.max_points - 1e-6 * graded.max_points
    )


def _keys(attempt: Attempt, edition: Edition, language: str) -> dict[str, Any]:
    if attempt.kind == FINAL_TEST:
        served = [item["key"] for item in attempt.served.get("items", [])]
        key = test_keys(edition, language=language, item_keys=served)
        return key if key["items"] else {}
    page = EditionPage.objects.filter(
        edition=edition, language=language, page_key=attempt.page_key
    ).first()
    return page.keys.get(attempt.block_id, {}) if page else {}
