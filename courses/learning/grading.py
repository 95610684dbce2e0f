"""Gathers an attempt's answers and keys, and lets its type grade them. Reads only."""

import uuid
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import translation

from courses.activities import activity_type
from courses.activities.contract import Graded
from courses.bank.draw import FINAL_TEST, test_keys
from courses.models import Attempt, Edition, Response
from courses.queries.content import page_content
from people.prepared import Prepared, Slot


def answers_of(attempt: Attempt) -> dict[str, Any]:
    """Return the learner's answers by item: of several the latest counts."""
    return {item: payload for _attempt, item, payload in _answers_read.all(attempt=attempt.pk)}


def latest_answers(**of: Any) -> "QuerySet[Response, tuple[uuid.UUID, str, Any]]":
    """Return (attempt id, item key, payload) of the latest answer to every item.

    Args:
        of: which responses, as for ``filter``.
    """
    newest_first = [F("received_at").desc(), F("pk").desc()]
    ranked = Response.objects.filter(**of).annotate(
        rank=Window(RowNumber(), partition_by=["attempt_id", "item_key"], order_by=newest_first)
    )
    return ranked.filter(rank=1).values_list("attempt_id", "item_key", "payload")


_answers_read = Prepared(lambda: latest_answers(attempt_id=Slot("attempt", Attempt._meta.pk)))


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
    content = page_content(edition, attempt.page_key, language)
    return content.keys.get(attempt.block_id, {}) if content else {}
