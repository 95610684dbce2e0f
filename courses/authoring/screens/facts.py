""" "Thông tin cần kiểm tra lại": the report of facts, and the act of having looked again."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page
from wagtail.permissions import policy_registry

from courses.authoring.facts import RELEASED, Fact, FactGone, check_again, facts_of
from courses.models import CoursePage, LessonPage
from people.dated import today

# How long a fact is trusted when an author says nothing else.
USUAL_PAUSE = dt.timedelta(days=90)


def lessons_for(user: Any) -> Any:
    """Return the lessons whose drafts ``user`` may change."""
    policy = policy_registry.get_by_type(Page)
    allowed = policy.instances_user_has_permission_for(user, "change")
    return LessonPage.objects.filter(pk__in=allowed.values("pk"))


def edit_url(fact: Fact) -> str:
    """Return the address of the fact's block in the editor."""
    return (
        f"{reverse('wagtailadmin_pages:edit', args=[fact.page_id])}#block-{fact.block_id}-section"
    )


class FactFilters(WagtailFilterSet):
    """By course, and by the day to look again."""

    course = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Course"),
        queryset=CoursePage.objects.filter(alias_of=None).order_by("title"),
        method="in_course",
    )
    until = django_filters.DateFilter(
        label=gettext_lazy("To be checked by"), widget=AdminDateInput, method="keep"
    )

    class Meta:
        model = LessonPage
        fields = ["course", "until"]

    def in_course(self, queryset: Any, name: str, value: CoursePage) -> Any:
        """Return the lessons of the course ``value``."""
        return queryset.descendant_of(value)

    def keep(self, queryset: Any, name: str, value: Any) -> Any:
        """Return the lessons as they are: the day belongs to their facts."""
        return queryset


class FactColumn(BaseColumn):
    """A cell of ours, from a template that knows the fact and the day."""

    def __init__(self, name: str, template: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.cell_template_name = f"wagtailadmin/courses/{template}.html"

    def get_cell_context_data(self, instance: Fact, parent_context: Any) -> dict[str, Any]:
        """Return the fact, where it is edited, and whether it is late."""
        return {
            **super().get_cell_context_data(instance, parent_context),
            "fact": instance,
            "edit_url": edit_url(instance),
            "is_overdue": instance.is_overdue(today()),
            "is_lost": instance.state == RELEASED,
        }


class FactsReport(ReportView):
    """The facts of all courses, the most urgent first; exported as it is filtered."""

    page_title = gettext_lazy("Facts to re-check")
    header_icon = "info-circle"
    index_url_name = "courses_facts"
    index_results_url_name = "courses_facts_results"
    results_template_name = "wagtailadmin/courses/facts_results.html"
    filterset_class = FactFilters
    permission_policy = policy_registry.get_by_type(Page)
    any_permission_required = ["change"]
    model = LessonPage
    export_filename = "su-kien-can-kiem-tra-lai"
    list_export = [
        "statement",
        "source",
        "url",
        "course",
        "lesson",
        "checked_on",
        "recheck_on",
        "state_label",
    ]
    export_headings = {
        "statement": gettext_lazy("The fact"),
        "source": gettext_lazy("Source"),
        "url": gettext_lazy("Address of the source"),
        "course": gettext_lazy("Course"),
        "lesson": gettext_lazy("Lesson"),
        "checked_on": gettext_lazy("Checked on"),
        "recheck_on": gettext_lazy("Check again by"),
        "state_label": gettext_lazy("Status"),
    }
    columns = [
        FactColumn(
            "statement", "fact_statement", label=gettext_lazy("The fact"), classname="title"
        ),
        FactColumn("course", "fact_course", label=gettext_lazy("Course")),
        FactColumn("recheck_on", "fact_due", label=gettext_lazy("Check again by")),
        FactColumn("act", "fact_act", label=gettext_lazy("Next step")),
    ]

    def get_queryset(self) -> Any:
        """Return the lessons whose facts are shown."""
        return lessons_for(self.request.user)

    def get_filtered_queryset(self) -> Any:
        """Return the facts of the lessons that the filters leave, up to the day they name."""
        facts = facts_of(super().get_filtered_queryset())
        until = self.filters.form.cleaned_data.get("until") if self.filters.is_valid() else None
        if until is None:
            return facts
        return [fact for fact in facts if fact.is_overdue(until)]

    def stream_csv(self, queryset: Any) -> Iterator[str]:
        """Write the table with the mark by which spreadsheets know that it is UTF-8."""
        yield "\ufeff"
        yield from super().stream_csv(queryset)


class CheckForm(forms.Form):
    """When somebody looked, and by when somebody looks again."""

    checked_on = forms.DateField(label=gettext_lazy("Checked on"), widget=AdminDateInput)
    recheck_on = forms.DateField(label=gettext_lazy("Check again by"), widget=AdminDateInput)

    def clean_checked_on(self) -> dt.date:
        """Refuse a look that hasn't happened yet."""
        day = self.cleaned_data["checked_on"]
        if day > today():
            raise forms.ValidationError(_("This day hasn't come yet."))
        return day

    def clean(self) -> None:
        """Refuse a day to look again that isn't after the look."""
        super().clean()
        checked, again = self.cleaned_data.get("checked_on"), self.cleaned_data.get("recheck_on")
        if checked and again and again <= checked:
            text = _("Choose a day after the one on which it was checked.")
            self.add_error("recheck_on", text)


def check_fact(request: HttpRequest, page_id: int, block_id: str) -> HttpResponse:
    """Ask when a fact was looked at and by when to look again; write both into a new draft.

    Raises:
        PermissionDenied: the user may not change the lesson, or somebody is reviewing it.
    """
    page = get_object_or_404(LessonPage, pk=page_id)
    may = page.permissions_for_user(request.user)
    if not may.can_edit():
        raise PermissionDenied
    if may.page_locked():
        text = _("“%(title)s” is locked or under review; try again afterwards.")
        messages.warning(request, text % {"title": page.title})
        return redirect("courses_facts")
    fact = _fact(page, block_id)
    if fact is None or fact.state == RELEASED:
        messages.warning(request, _("The draft of the lesson no longer has this fact."))
        return redirect("courses_facts")
    day = today()
    initial = {"checked_on": day, "recheck_on": day + USUAL_PAUSE}
    form = CheckForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _checked(request, page, fact, form.cleaned_data)
    context = {
        "fact": fact,
        "edit_url": edit_url(fact),
        "form": form,
        "page_title": _("Checked again"),
        "page_subtitle": page.title,
        "header_icon": "info-circle",
    }
    return render(request, "wagtailadmin/courses/check_fact.html", context)


def _fact(page: LessonPage, block_id: str) -> Fact | None:
    facts = facts_of(LessonPage.objects.filter(pk=page.pk))
    return next((fact for fact in facts if fact.block_id == block_id), None)


def _checked(
    request: HttpRequest, page: LessonPage, fact: Fact, days: dict[str, dt.date]
) -> HttpResponse:
    by: Any = request.user
    try:
        check_again(page=page, block_id=fact.block_id, by=by, **days)
    except FactGone:
        messages.warning(request, _("The draft of the lesson no longer has this fact."))
        return redirect("courses_facts")
    text = _("A new draft of “%(title)s” says so: next check by %(day)s. Submit it for review.")
    said = {"title": page.title, "day": date_format(days["recheck_on"], "SHORT_DATE_FORMAT")}
    messages.success(request, text % said, buttons=[messages.button(edit_url(fact), _("Open"))])
    return redirect("courses_facts")
