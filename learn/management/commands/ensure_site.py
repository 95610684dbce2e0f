"""Make what an empty site needs: its pages, groups, rights and the review workflow."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Locale, Page, Site

from courses.authoring import workflow
from learn.models import HomePage


class Command(BaseCommand):
    """Idempotent: what is there stays as it is."""

    help = "Make the site's home page, catalogue, groups with their rights, and review workflow"

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing."""
        written = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
        home = written or self._home()
        workflow.ensure(home)
        for language, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
            if language != settings.LANGUAGE_CODE:
                workflow.ensure(self._home_in(home, language))
        if options["verbosity"]:
            self.stdout.write("· home page, catalogue, groups and review workflow are there")

    def _home_in(self, home: HomePage, language: str) -> HomePage:
        """Return the root of a language's pages, made if it isn't there."""
        locale, _made = Locale.objects.get_or_create(language_code=language)
        found = home.get_translation_or_none(locale)
        if found is None:
            found = home.copy_for_translation(locale)
            found.save_revision().publish()
        return found

    def _home(self) -> HomePage:
        """Put our home page in the place of the empty one that Wagtail makes."""
        locale, _made = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
        root = Page.get_first_root_node()
        home = HomePage(title=settings.WAGTAIL_SITE_NAME, slug="hoc-so", locale=locale)
        root.add_child(instance=home)
        home.save_revision().publish()
        address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={
                "hostname": address.hostname or "localhost",
                "port": address.port or (443 if address.scheme == "https" else 80),
                "site_name": settings.WAGTAIL_SITE_NAME,
                "root_page": home,
            },
        )
        Page.objects.child_of(Page.get_first_root_node()).filter(slug="home").exclude(
            pk=home.pk
        ).delete()
        return home
