"""Draws a final test from the bank items of an edition."""

from django.conf import settings

from courses.activities import activity_type
from courses.models import Edition, EditionItem

FINAL_TEST = "final_test"


def draw_test(edition: Edition, *, language: str, seed: int) -> dict:
    """Return what is served of the edition's bank for ``seed``; see activities/final_test.

    The draw depends on question keys and skills, which all languages share, so that an attempt
    begun in one language can be read in another.
    """
    return activity_type(FINAL_TEST).serve(test_public(edition, language=language), seed)


def test_public(edition: Edition, *, language: str) -> dict:
    """Return the public part of the edition's final test."""
    items = EditionItem.objects.filter(edition=edition, language=language)
    questions = [
        {**public, "key": key, "kind": kind, "skill": skill}
        for key, kind, skill, public in items.order_by("item_key").values_list(
            "item_key", "kind", "skill", "public"
        )
    ]
    return {"questions": questions, "count": edition.rules.get("questions") or 0}


def test_keys(edition: Edition, *, language: str, item_keys: list[str]) -> dict:
    """Return the key of the final test for the items of one attempt; for the grader alone.

    A question that isn't translated is graded by the language it was written in.
    """
    found = EditionItem.objects.filter(
        edition=edition, language__in={language, settings.LANGUAGE_CODE}, item_key__in=item_keys
    ).values_list("language", "item_key", "key")
    rows = sorted(found, key=lambda row: row[0] == language)
    return {"items": {item_key: key for _spoken, item_key, key in rows}}
