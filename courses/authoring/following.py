"""Who sends something to review hears of every comment on it, also where a file made the page."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page, PageSubscription, WorkflowState
from wagtail.signals import workflow_submitted


@receiver(workflow_submitted, dispatch_uid="courses.follow_own_review")
def follow(sender: Any, instance: WorkflowState, user: Any = None, **_kwargs: Any) -> None:
    """Subscribe ``user`` to the comments on the page that went to review."""
    page = instance.content_object
    if user is not None and isinstance(page, Page):
        PageSubscription.objects.update_or_create(
            page_id=page.pk, user=user, defaults={"comment_notifications": True}
        )
