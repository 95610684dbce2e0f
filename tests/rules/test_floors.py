"""What the import linter can't see: names of models in strings."""

from django.apps import apps
from wagtail.models import Page

FLOORS = ["people", "courses", "certificates", "teams", "indicators", "learn"]


def height(label: str) -> int:
    """Return how high a floor lies; packages of others lie under all of them."""
    return FLOORS.index(label) if label in FLOORS else -1


def test_foreign_keys_point_to_the_same_or_a_lower_floor() -> None:
    """A table never refers to a floor above its own."""
    upwards = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for label in FLOORS
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model
        and height(field.related_model._meta.app_label) > height(label)
    ]
    assert upwards == []


def test_subpage_types_point_downwards() -> None:
    """A page names only pages of its own or a lower floor as its children."""
    pages = [model for model in apps.get_models() if issubclass(model, Page) and model is not Page]
    upwards = [
        f"{page.__name__} → {child}"
        for page in pages
        for child in page.subpage_types or []
        if isinstance(child, str) and height(child.split(".")[0]) > height(page._meta.app_label)
    ]
    assert upwards == []


def test_every_model_says_what_a_row_is() -> None:
    """The system check finds nothing."""
    from people.checks import models_say_what_a_row_is

    assert models_say_what_a_row_is(None) == []
