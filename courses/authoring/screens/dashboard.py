"""The first screen of whoever writes or reviews: what to begin, what waits, what grows old."""

import datetime as dt
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import GroupApprovalTask, TaskState

from courses.authoring.catalogues import written_catalogue
from courses.authoring.facts import facts_of
from courses.authoring.screens.facts import edit_url, lessons_for
from courses.authoring.waiting import drafts_of, hard_questions, open_comments_for, sent_back_to
from courses.models import BankQuestion
from people.dated import today

# Facts are shown when their day is this near; more of them are in the report.
SOON = dt.timedelta(days=30)
FACTS_SHOWN = 5


class AuthorPanel(Component):
    """Buttons for a new course and question, and five short lists with a next step each."""

    name = "author"
    template_name = "wagtailadmin/courses/dashboard.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the lists of whoever looks; what isn't theirs to do isn't offered."""
        user = parent_context["request"].user
        catalogue = written_catalogue()
        if catalogue is None:
            return {"is_author": False}
        may = catalogue.permissions_for_user(user)
        if not may.can_edit():
            return {"is_author": False}
        return {
            "is_author": True,
            "waiting": TaskState.objects.reviewable_by(user).count(),
            "is_reader": GroupApprovalTask.objects.filter(groups__user=user, active=True).exists(),
            "sent_back": [_with_place(state) for state in sent_back_to(user)],
            "comments": list(open_comments_for(user)),
            "drafts": drafts_of(user),
            **_buttons(catalogue, may, user),
            **_facts(user),
            "hard": [_with_address(row) for row in hard_questions()],
        }


def _buttons(catalogue: Any, may: Any, user: Any) -> dict[str, Any]:
    new_course = new_question = ""
    if may.can_add_subpage():
        parts = ["courses", "coursepage", catalogue.pk]
        new_course = reverse("wagtailadmin_pages:add", args=parts)
    if user.has_perm("courses.add_bankquestion"):
        new_question = reverse(BankQuestion.snippet_viewset.get_url_name("add"))
    return {"new_course": new_course, "new_question": new_question}


def _facts(user: Any) -> dict[str, Any]:
    day = today()
    due = [fact for fact in facts_of(lessons_for(user)) if fact.is_overdue(day + SOON)]
    shown = [
        {"fact": fact, "url": edit_url(fact), "is_overdue": fact.is_overdue(day)}
        for fact in due[:FACTS_SHOWN]
    ]
    return {"facts": shown, "facts_due": len(due)}


def _with_place(state: Any) -> dict[str, Any]:
    about = state.content_object
    if isinstance(about, BankQuestion):
        url = reverse(BankQuestion.snippet_viewset.get_url_name("edit"), args=[about.pk])
    else:
        url = reverse("wagtailadmin_pages:edit", args=[about.pk])
    return {"about": about, "url": url, "task": state.current_task_state}


def _with_address(row: Any) -> dict[str, Any]:
    name = BankQuestion.snippet_viewset.get_url_name("edit")
    return {"row": row, "url": reverse(name, args=[row.question.pk])}
