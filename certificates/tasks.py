"""This floor's tasks: thin, and safe to run twice."""

import uuid

from celery import shared_task

from certificates import documents
from certificates.models import Award


@shared_task(name="certificates.render_document")
def render_document(award_id: str) -> str:
    """Make an award's document ahead of its first reader and return its path.

    A lost message costs nothing: the first request makes the document then.
    """
    award = Award.objects.get(pk=uuid.UUID(award_id))
    return documents.document_of(award).path
