"""The form in which authors write pages: the address makes itself, without marks."""

from typing import Any

from django.utils.text import slugify
from wagtail.admin.forms.pages import WagtailAdminPageForm

from people.text import fold


class AddressedPageForm(WagtailAdminPageForm):
    """Makes the part of the address from the title when an author leaves it empty.

    Learners' addresses are plain ASCII, so whatever is typed loses its marks too: an address with
    "đ" could be published and then not be opened.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """Return the address in ASCII, from what was typed or from the title."""
        typed = self.cleaned_data.get("slug") or self.data.get(self.add_prefix("title"), "")
        return slugify(fold(typed)) or "trang"
