"""Photos of a visit: taken in with it or later, shown to few, taken away."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from people import audit
from people.jobs import files
from people.refusal import Refusal
from teams import outreach
from teams.models import Visit
from teams.outreach.photos import MOST, add_photo, photo_seen, photos_of, remove_photo
from teams.outreach.pictures import KIND, LARGEST_SENT
from teams.views.frame import open_as_member

if TYPE_CHECKING:
    from people.models import User


@login_required
@require_safe
def visit_photo(
    request: HttpRequest, unit_id: int, visit_id: uuid.UUID, photo_id: uuid.UUID
) -> HttpResponse:
    """Show a photo to who may see it, and write down that it was looked at."""
    user: User = request.user  # type: ignore[assignment]
    open_as_member(request, unit_id, is_member=outreach.is_member(user, unit_id))
    photo = photo_seen(user, unit_id, visit_id, photo_id)
    content = files.content_of(photo.file_key) if photo else None
    if photo is None or content is None:
        raise Http404
    audit.record("teams.visit_photo_seen", by=user, about=photo)
    answer = HttpResponse(content, content_type=KIND)
    answer["Content-Disposition"] = f'inline; filename="{photo.pk}.webp"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def take_in(request: HttpRequest, visit: Visit, by: "User") -> None:
    """Keep the photos that were sent along; what is refused is said, the visit stands anyway."""
    kept = 0
    sent = request.FILES.getlist("photos")
    for place, one in enumerate(sent[:MOST]):
        # The same form again brings the same ids; another file later brings one of its own.
        name = f"{request.POST.get('photos_key', '')}:{place}"
        try:
            add_photo(
                visit=visit,
                key=uuid.uuid5(visit.pk, name),
                content=one.read(LARGEST_SENT + 1),
                by=by,
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            kept += 1
    if len(sent) > MOST:
        messages.warning(request, _("A visit has two photos at most; the others were left out."))
    if kept:
        words = ngettext("%(n)s photo was added.", "%(n)s photos were added.", kept)
        messages.success(request, words % {"n": kept})


def take_away(request: HttpRequest, visit: Visit, by: "User") -> None:
    """Take away the photo that was asked for."""
    try:
        key = uuid.UUID(request.POST.get("photo", ""))
    except ValueError:
        raise Http404 from None
    photo = photos_of(visit).filter(pk=key).first()
    if photo is None:
        return
    remove_photo(photo=photo, by=by)
    messages.success(request, _("The photo is gone."))
