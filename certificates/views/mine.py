"""A holder's own certificates, and the document for those who may read it."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certificates import documents, queries
from certificates.documents.qr import check_address, qr_image
from certificates.models import Award
from certificates.verify import verdict_on
from people import audit, scope
from people.dated import today
from people.queries import person_of
from people.scope.doors import learner_only
from people.text import fold


@learner_only
@require_safe
def my_certificates(request: HttpRequest) -> HttpResponse:
    """List all certificates of the one who asks, whatever became of them."""
    person = person_of(request.user)
    day = today()
    lines = [
        {"award": award, "verdict": verdict_on(award, day)}
        for award in (queries.awards_of(person) if person else ())
    ]
    return render(request, "certificates/my_certificates.html", {"lines": lines})


@login_required
@require_safe
def certificate(request: HttpRequest, award_id: uuid.UUID) -> HttpResponse:
    """Show a certificate as its paper shows it, with its state."""
    award, is_mine = _readable(request, award_id, act="certificates.seen")
    address = check_address(award.check_code)
    return render(
        request,
        "certificates/certificate.html",
        {
            "award": award,
            "paper": documents.said_by(award),
            "verdict": verdict_on(award, today()),
            "qr": qr_image(address),
            "address": address,
            "is_mine": is_mine,
            "may_revoke": scope.positions(request.user).is_province and not is_mine,
        },
    )


@login_required
@require_safe
@cache_control(private=True, no_store=True)
def certificate_pdf(request: HttpRequest, award_id: uuid.UUID) -> HttpResponse:
    """Hand out the document itself."""
    award, _is_mine = _readable(request, award_id, act="certificates.downloaded")
    _document, content = documents.read(award)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=file_name(award)
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def file_name(award: Award) -> str:
    """Return a name that every phone and every old file system can keep: no marks."""
    holder = fold(award.facts["name"]).replace(" ", "-")
    return f"chung-nhan-{award.number}-{holder}.pdf"


def _readable(request: HttpRequest, award_id: uuid.UUID, *, act: str) -> tuple[Award, bool]:
    """Return the award for its holder, and for staff who may see the holder's name.

    A look by anybody but the holder is recorded.
    """
    award = get_object_or_404(Award.objects.select_related("family", "person"), pk=award_id)
    person = person_of(request.user)
    owner = {award.person_id, award.person.merged_into_id or award.person_id}
    if person is not None and person.pk in owner:
        return award, True
    held = scope.positions(request.user)
    seen = scope.visible_memberships(request.user, today()).filter(person_id__in=owner)
    scope.require(held.is_province or (held.is_officer and seen.exists()))
    audit.record(act, by=request.user, about=award, person=award.person, number=award.number)
    return award, False
