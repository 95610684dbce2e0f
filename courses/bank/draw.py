"""Draws a final test from the bank items of an edition."""

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
    """Return the key of the final test for the items of one attempt; for the grader alone."""
    found = EditionItem.objects.filter(edition=edition, language=language, item_key__in=item_keys)
    return {"items": dict(found.values_list("item_key", "key"))}
