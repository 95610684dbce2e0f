"""The site's own pages."""

from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """One row: the site's root page; what a visitor sees there is made by learn.views.home.

    personal data: none
    """

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CataloguePage", "learn.StandardPage"]
    max_count = 1


class StandardPage(Page):
    """One row: a page of plain text, such as the privacy notice.

    personal data: none
    """

    body = RichTextField(features=["h2", "h3", "bold", "ol", "ul", "link"])

    parent_page_types = ["learn.HomePage"]
    subpage_types: list[str] = []
    template = "learn/standard_page.html"
