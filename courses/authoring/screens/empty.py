"""What comes next where nothing is written yet: for an empty catalogue, course or chapter."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.models import CataloguePage, CoursePage, ModulePage

# For each kind of page that holds others: what an empty one says, its button, what is added.
_NEXT: dict[type, tuple[Any, Any, str]] = {
    CataloguePage: (
        _("There is no course yet. Begin with its title and what one can do afterwards."),
        _("New course"),
        "coursepage",
    ),
    CoursePage: (
        _("This course has no chapter yet. A chapter holds two to five lessons on one matter."),
        _("New chapter"),
        "modulepage",
    ),
    ModulePage: (
        _("This chapter has no lesson yet. A lesson takes three to six minutes on a phone."),
        _("New lesson"),
        "lessonpage",
    ),
}


def next_step(page: Any, user: Any) -> dict[str, Any] | None:
    """Return the text, the button and its address; no address for who may not add.

    None for pages that hold nothing of ours.
    """
    found = _NEXT.get(type(page))
    if found is None:
        return None
    text, label, model = found
    url = ""
    if page.permissions_for_user(user).can_add_subpage():
        url = reverse("wagtailadmin_pages:add", args=["courses", model, page.pk])
    return {"text": text, "label": label, "url": url}
