"""Course pages have no address of their own: what is seen live is the released edition."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from courses.models.page_form import AddressedPageForm

# What an author checks first is the phone in a village; see LOOK of the site.
PREVIEW_SIZES = [
    {"name": "mobile", "icon": "mobile-alt", "label": "360 × 740", "device_width": 360},
    {"name": "tablet", "icon": "tablet-alt", "label": "768 × 1024", "device_width": 768},
    {"name": "desktop", "icon": "desktop", "label": "1280 × 800", "device_width": 1280},
]


class ReadAsEdition:
    """Mixed into pages that learners read frozen: links and previews lead to what they see."""

    # Set by each page: the name of the view that shows its edition.
    learner_view = "catalogue"
    base_form_class = AddressedPageForm
    preview_sizes = PREVIEW_SIZES
    default_preview_size = "mobile"

    def learner_arguments(self) -> list[str]:
        """Return the slugs that the learner's view takes."""
        return []

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[Any, ...] | None:
        """Return the address where learners read it, for "view live" and links to the page."""
        sites = self._get_relevant_site_root_paths(request)  # type: ignore[attr-defined]
        if not sites:
            return None
        site = sites[0]
        try:
            with override(self.locale.language_code):  # type: ignore[attr-defined]
                path = reverse(self.learner_view, args=self.learner_arguments())
        except NoReverseMatch:
            return (site.site_id, None, None)
        return (site.site_id, site.root_url, path)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to where learners read it."""
        return HttpResponseRedirect(self.get_url(request) or "/")  # type: ignore[attr-defined]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the page in which an author sees a draft as a learner would."""
        return "courses/pages/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return what the draft looks like when frozen, tolerant of what is missing."""
        return {"page": self, "facts": self.frozen_facts(keep=None), "blocks": []}

    def frozen_facts(self, keep: Any = None) -> dict[str, Any]:
        """Return what an edition keeps of the page besides its body."""
        return {}
