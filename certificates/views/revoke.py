"""Province staff revoke a certificate: find it by its number, then confirm with a reason."""

import uuid
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certificates.models import Award
from certificates.register import revoke
from certificates.verify import verdict_on
from certificates.views.forms import RevokeForm
from people.dated import today
from people.scope.doors import province_only

if TYPE_CHECKING:
    from people.models import User


@province_only
@require_safe
def revoke_find(request: HttpRequest) -> HttpResponse:
    """Ask for a number and lead to its certificate."""
    number = " ".join(request.GET.get("so", "").split())[:60]
    if number:
        award = Award.objects.filter(number__iexact=number).first()
        if award is not None:
            return redirect("revoke_award", award_id=award.pk)
    return render(
        request,
        "certificates/revoke_find.html",
        {"number": number, "is_unknown": bool(number)},
        status=404 if number else 200,
    )


@province_only
@require_http_methods(["GET", "POST"])
def revoke_award(request: HttpRequest, award_id: uuid.UUID) -> HttpResponse:
    """Show what would be revoked, and revoke it once the reason is given."""
    award = get_object_or_404(Award, pk=award_id)
    verdict = verdict_on(award, today())
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and verdict.code != "revoked" and form.is_valid():
        revoke(
            award=award,
            on=today(),
            reason=form.cleaned_data["reason"],
            voids_evidence=form.cleaned_data["voids_evidence"] == "yes",
            legal_basis=form.cleaned_data["legal_basis"],
            note=form.cleaned_data["note"],
            by=cast("User", request.user),
        )
        messages.success(
            request, _("Certificate %(number)s is revoked.") % {"number": award.number}
        )
        return redirect("revoke_award", award_id=award.pk)
    is_wrong = request.method == "POST" and bool(form.errors)
    return render(
        request,
        "certificates/revoke_award.html",
        {"award": award, "verdict": verdict, "form": form},
        status=422 if is_wrong else 200,
    )
