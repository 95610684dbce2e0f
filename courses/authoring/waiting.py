"""What waits for an author: drafts, wishes for changes, open comments, hard questions."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Comment, Page, WorkflowState

from courses.activities.questions import question_statistics
from courses.bank.draw import FINAL_TEST
from courses.models import BankQuestion, CoursePage, Result

# Enough answers to say anything, and a share of right ones below which a question is looked at.
ENOUGH_ANSWERS = 20
HARD_BELOW = 40
# The newest results looked at: a dashboard must stay quick.
RESULTS = 400
SHOWN = 6


@dataclass(frozen=True)
class HardQuestion:
    """A question of a final test that most answer wrongly."""

    question: BankQuestion
    percent: int
    answers: int


def drafts_of(user: Any) -> list[Page]:
    """Return the newest pages that ``user`` began or changed last and that aren't under review."""
    running = WorkflowState.objects.active().filter(
        base_content_type__app_label="wagtailcore", object_id=OuterRef("key_text")
    )
    pages = Page.objects.filter(Q(owner=user) | Q(latest_revision__user=user))
    pages = pages.filter(has_unpublished_changes=True, alias_of=None)
    pages = pages.annotate(key_text=Cast("pk", CharField())).filter(~Exists(running))
    return list(pages.order_by("-latest_revision_created_at")[:SHOWN])


def sent_back_to(user: Any) -> list[WorkflowState]:
    """Return the reviews in which ``user`` was asked for changes."""
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user
    )
    states = states.select_related("current_task_state", "current_task_state__finished_by")
    newest = states.prefetch_related("content_object").order_by("-current_task_state__finished_at")
    return [state for state in newest[:SHOWN] if state.content_object]


def open_comments_for(user: Any) -> QuerySet[Comment]:
    """Return the open comments of others on pages that ``user`` owns or follows."""
    follows = Q(page__owner=user) | Q(
        page__subscribers__user=user, page__subscribers__comment_notifications=True
    )
    found = Comment.objects.filter(follows, resolved_at=None).exclude(user=user)
    return found.select_related("page", "user").distinct().order_by("-created_at")[:SHOWN]


def hard_questions() -> list[HardQuestion]:
    """Return the bank's questions that most got wrong in the newest final tests, hardest first."""
    newest = Result.objects.filter(attempt__kind=FINAL_TEST).order_by("-pk")[:RESULTS]
    details = defaultdict(list)
    for course, detail in newest.values_list("attempt__edition__family__key", "detail"):
        details[course].append(detail)
    # A key is one question's within its pool only.
    pools = CoursePage.objects.filter(translation_key__in=details).values_list(
        "translation_key", "pool_id"
    )
    shares = {
        (pool, key): (100 * row["right"] // row["served"], row["served"])
        for course, pool in set(pools)
        for key, row in question_statistics(details[course]).items()
        if row["served"] >= ENOUGH_ANSWERS and 100 * row["right"] < HARD_BELOW * row["served"]
    }
    questions = BankQuestion.objects.filter(
        key__in={key for _pool, key in shares}, locale__language_code=settings.LANGUAGE_CODE
    )
    hard = [
        HardQuestion(question, *shares[question.pool_id, question.key])
        for question in questions
        if (question.pool_id, question.key) in shares
    ]
    return sorted(hard, key=lambda row: row.percent)[:SHOWN]
