"""Who sends a page to review hears of every comment on it, also where a file made the page."""

from django.http import HttpRequest
from wagtail.models import Page, PageSubscription

SUBMITTING = {"action-submit", "action-restart-workflow"}


def follow_what_was_submitted(request: HttpRequest, page: Page) -> None:
    """Turn on the comments on ``page`` for whoever submitted it; a new page's author has them."""
    if SUBMITTING & request.POST.keys():
        rows = PageSubscription.objects.filter(page_id=page.pk, user_id=request.user.pk)
        rows.update(comment_notifications=True)
