""" "Phát hành" in the editor: what changes for whom, then the act."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from courses.authoring.catalogues import written_catalogue
from courses.authoring.impact import Impact
from courses.authoring.release import NotReleasable, Preview, preview_release, release
from courses.models import CoursePage, Edition


class ReleaseForm(forms.Form):
    """How the author classes the change, and why it is made."""

    change = forms.ChoiceField(
        label=gettext_lazy("What does this release change?"), widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("For those who will look at the history later."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2_000,
    )

    def __init__(self, *args: Any, impact: Impact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = impact.allowed()
        labels = dict(Edition.Change.choices)
        field = self.fields["change"]
        field.choices = [(change, labels[change]) for change in allowed]  # type: ignore[attr-defined]
        field.initial = impact.proposed


def may_release(user: Any, page: Page) -> bool:
    """Return whether ``user`` may make an edition of ``page``: whoever may publish it."""
    return page.permissions_for_user(user).can_publish()


def release_course(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what a release would change and for whom; release on POST.

    Raises:
        PermissionDenied: the user may not publish the course.
    """
    page = get_object_or_404(CoursePage, pk=page_id)
    if not may_release(request.user, page):
        raise PermissionDenied
    preview = preview_release(page)
    form = ReleaseForm(request.POST or None, impact=preview.impact)
    if request.method == "POST" and form.is_valid():
        edition = _release(request, page, form)
        if edition is not None:
            text = _("Edition %(number)s of “%(title)s” is released.")
            messages.success(request, text % {"number": edition.number, "title": page.title})
            return redirect("wagtailadmin_explore", page.pk)
    return render(request, "wagtailadmin/courses/release.html", _context(page, preview, form))


def _release(request: HttpRequest, page: CoursePage, form: ReleaseForm) -> Edition | None:
    try:
        return release(
            page=page,
            change=form.cleaned_data["change"],
            note=form.cleaned_data["note"],
            by=request.user,  # type: ignore[arg-type]
        )
    except NotReleasable as error:
        for message in error.messages:
            form.add_error(None, message)
        return None


def _context(page: CoursePage, preview: Preview, form: ReleaseForm) -> dict[str, Any]:
    frozen, impact = preview.frozen, preview.impact
    return {
        "page": page,
        "form": form,
        "impact": impact,
        "newest": preview.newest,
        "blocking": frozen.blocking,
        "remarks": [problem for problem in frozen.problems if not problem.is_blocking],
        "can_release": not frozen.blocking and not impact.changes_nothing,
        "lessons": len(frozen.rules["lessons"]),
        "questions": len({item.item_key for item in frozen.items}),
        "page_title": _("Release"),
        "page_subtitle": page.title,
        "header_icon": "upload",
    }


def open_catalogue(request: HttpRequest) -> HttpResponse:
    """Lead from the menu to the list of courses."""
    catalogue = written_catalogue()
    if catalogue is None:
        messages.warning(request, _("There is no catalogue yet: run `manage.py ensure_site`."))
        return redirect("wagtailadmin_home")
    return redirect("wagtailadmin_explore", catalogue.pk)
