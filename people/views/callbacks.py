"""Where gateways report what became of messages. No page: programs only."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from people.messages.callbacks import LONGEST_BODY, NotHeard, heard
from people.messages.delivery import settle
from people.models import Message


@csrf_exempt
@require_POST
def message_report(request: HttpRequest, channel: str) -> JsonResponse:
    """Take a signed report of delivery; the same news twice, or too late, changes nothing."""
    body = request.read(LONGEST_BODY + 1)
    try:
        report = heard(channel, request.headers, body, timezone.now())
    except NotHeard as refusal:
        return JsonResponse({"error": refusal.code}, status=refusal.status)
    message = (
        Message.objects.select_related("person")
        .filter(pk=report.message_id, channel=channel)
        .first()
    )
    if message is None:
        return JsonResponse({"error": "unknown_message"}, status=404)
    at = max(report.at, message.created_at)
    is_news = settle(message, report.state, at=at, error=report.reason)
    return JsonResponse({"id": str(message.pk), "changed": is_news})
