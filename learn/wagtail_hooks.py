"""The editor's menu: a place for every job, each role its own, and nothing that leads off the site.

What the site shows outside the editor (teams, certificates, indicators) is one press away.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.telepath import register
from wagtail.admin.ui.sidebar import BaseSidebarAdapter, MainMenuModule
from wagtail.admin.utils import get_user_display_name

from people.scope import Positions, positions

# Wagtail's own help is in English and on its makers' site.
LEFT_OUT = {"help"}
# The tree of all pages: courses have a place of their own, so only the site's keepers need it.
FOR_KEEPERS = {"explorer"}


class JobItem(MenuItem):
    """A place outside the editor, for those whose job it is."""

    def __init__(self, *args: Any, may: Callable[[Positions], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may = may

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether whoever asks has the job."""
        return self.may(positions(request.user))


@hooks.register("register_admin_urls")
def words_of_the_translation_editor() -> list[URLPattern]:
    """Return the address of its script's words, which would else be those of its makers alone."""
    return [path("localize/jsi18n/", JavaScriptCatalog.as_view(), name="editor_words")]


@hooks.register("register_admin_menu_item")
def teams_item() -> MenuItem:
    """Return the way to the community digital teams."""
    return JobItem(
        _("Digital teams"),
        reverse_lazy("team"),
        name="teams",
        icon_name="group",
        order=30,
        may=lambda held: held.is_province or held.is_officer or held.is_leader,
    )


@hooks.register("register_admin_menu_item")
def certificates_item() -> MenuItem:
    """Return the way to the register of certificates."""
    return JobItem(
        _("Certification"),
        reverse_lazy("revoke_find"),
        name="certificates",
        icon_name="job-award",
        order=40,
        may=lambda held: held.is_province,
    )


@hooks.register("register_admin_menu_item")
def indicators_item() -> MenuItem:
    """Return the way to the indicators."""
    return JobItem(
        _("Indicators"),
        reverse_lazy("indicators"),
        name="indicators",
        icon_name="job-chart",
        order=50,
        may=lambda held: held.is_staff,
    )


@hooks.register("register_admin_menu_item")
def guide_item() -> MenuItem:
    """Return the way to the guide for those who write."""
    return MenuItem(
        _("Guide"),
        reverse_lazy("guide", args=["giang-vien"]),
        name="guide",
        icon_name="help",
        order=1000,
    )


class NamedMenu(BaseSidebarAdapter):
    """The menu with the person's name at its foot, where Wagtail puts the account's."""

    js_constructor = "wagtail.sidebar.MainMenuModule"

    def js_args(self, menu: MainMenuModule) -> list[Any]:
        """Return what Wagtail's script takes, with the name replaced."""
        items, account_items, account = menu.js_args()
        return [items, account_items, {**account, "name": get_user_display_name(menu.user)}]


register(NamedMenu(), MainMenuModule)


@hooks.register("register_icons")
def job_icons(icons: list[str]) -> list[str]:
    """Add the signs of our menu."""
    names = ("job-courses", "job-award", "job-chart")
    return [*icons, *(f"wagtailadmin/icons/{name}.svg" for name in names)]


@hooks.register("construct_main_menu")
def keep_what_is_used(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out what leads off the site, and the whole tree for those who write courses."""
    held = positions(request.user)
    is_keeper = request.user.is_superuser or held.is_province  # type: ignore[union-attr]
    hidden = LEFT_OUT if is_keeper else LEFT_OUT | FOR_KEEPERS
    items[:] = [item for item in items if item.name not in hidden]
