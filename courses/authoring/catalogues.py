"""The page under which the courses of one language are written."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from courses.models import CataloguePage


def written_catalogue() -> CataloguePage | None:
    """Return the catalogue in the site's own language, where courses begin."""
    return CataloguePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()


def catalogue_under(home: Page) -> CataloguePage:
    """Return the catalogue under the home page of a language, made if it isn't there."""
    found = CataloguePage.objects.child_of(home).first()
    if found is not None:
        return found
    with override(home.locale.language_code):
        title = str(_("Courses"))
    written = written_catalogue()
    if written is not None:
        catalogue = written.copy_for_translation(home.locale)
        catalogue.title = catalogue.draft_title = title
    else:
        catalogue = CataloguePage(title=title, slug="khoa-hoc", locale=home.locale)
        home.add_child(instance=catalogue)
    catalogue.save_revision().publish()
    return catalogue
