"""The site's own pages."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """One row: the root page of a language; what a visitor sees there is made by learn.views.home.

    personal data: none
    """

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CataloguePage", "learn.StandardPage"]

    class Meta:
        verbose_name = _("home page")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Return what serves the address; a page that isn't translated is served as written.

        Raises:
            Http404: no language has a page there.
        """
        try:
            return super().route(request, path_components)
        except Http404:
            written = self.get_translations().filter(locale__language_code=settings.LANGUAGE_CODE)
            source = written.live().first()
            if source is None:
                raise
            return source.route(request, path_components)


class StandardPage(Page):
    """One row: a page of plain text, such as the privacy notice.

    personal data: none
    """

    body = RichTextField(features=["h2", "h3", "bold", "ol", "ul", "link"])

    parent_page_types = ["learn.HomePage"]
    subpage_types: list[str] = []
    template = "learn/standard_page.html"

    class Meta:
        verbose_name = _("plain page")
