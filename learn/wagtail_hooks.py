"""The editor's menu: what authors and staff come for, and nothing that leads off the site."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("construct_main_menu")
def leave_out_help(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out Wagtail's own help, which is in English and on its makers' site."""
    items[:] = [item for item in items if item.name != "help"]
