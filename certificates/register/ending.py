"""Ends awards: a correction supersedes, a revocation gives a reason; the award itself stays."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.evidence import Refusal, void
from certificates.models import Award, AwardEvent
from certificates.register import numbers
from certificates.signals import award_changed
from people import audit

if TYPE_CHECKING:
    from people.models import User


@transaction.atomic
def revoke(
    *,
    award: Award,
    on: dt.date,
    reason: str,
    voids_evidence: bool,
    by: "User | None",
    legal_basis: str = "",
    note: str = "",
) -> AwardEvent:
    """Revoke ``award`` from ``on`` and return the event; a second time returns the first.

    Args:
        award: what to revoke.
        on: the first day on which it no longer stands.
        reason: a code of ``reasons.REASONS``; anything else is kept but not shown in public.
        voids_evidence: whether the training itself no longer counts (fraud), or still does
            (a reprint, a wrong name).
        by: the account that revokes.
        legal_basis: the decision, when there is one.
        note: circumstances, for the audit entry only.

    Raises:
        Refusal: ``no_reason`` without a reason.
    """
    if not reason.strip():
        raise Refusal("no_reason", _("Say why the certificate is revoked."))
    event, is_new = AwardEvent.objects.get_or_create(
        award=award,
        act=AwardEvent.Act.REVOKED,
        defaults={"on": on, "reason": reason, "legal_basis": legal_basis, "by": by},
    )
    if not is_new:
        return event
    if voids_evidence:
        void(evidence=award.evidence, on=on, reason=reason, by=by)
    audit.record(
        "certificates.revoked",
        by=by,
        about=award,
        person=award.person,
        number=award.number,
        reason=reason,
        note=note,
        voids_evidence=voids_evidence,
    )
    award_changed.send(sender=Award, award=award, event=event)
    return event


@transaction.atomic
def revoke_many(
    awards: Iterable[Award], *, on: dt.date, reason: str, by: "User | None"
) -> list[AwardEvent]:
    """Revoke many awards whose evidence is void, and return what was written.

    The caller writes one audit entry for all of it; an award that is revoked already stays so.

    Args:
        awards: what to revoke.
        on: the first day on which they no longer stand.
        reason: a code of ``reasons.REASONS``.
        by: the account that revokes.
    """
    rows = [award for award in awards if not _is_revoked(award)]
    events = AwardEvent.objects.bulk_create(
        [
            AwardEvent(award=award, act=AwardEvent.Act.REVOKED, on=on, reason=reason, by=by)
            for award in rows
        ],
        batch_size=1_000,
    )
    for event in events:
        award_changed.send(sender=Award, award=event.award, event=event)
    return events


def _is_revoked(award: Award) -> bool:
    """Return whether ``award``, read with its events, is revoked."""
    return any(event.act == AwardEvent.Act.REVOKED for event in award.events.all())


@transaction.atomic
def supersede(*, award: Award, facts: dict[str, Any], reason: str, by: "User | None") -> Award:
    """Issue a corrected award in place of ``award`` and return it.

    Args:
        award: what is corrected; it stays in the register and names its replacement.
        facts: the printed facts that change, e.g. {"name": …}.
        reason: why, for the register.
        by: the account that corrects.

    Raises:
        Refusal: ``ended`` when the award is superseded or revoked already.
    """
    held = Award.objects.select_for_update().get(pk=award.pk)
    if held.events.exists():
        raise Refusal("ended", _("This certificate is no longer in force."))
    now = timezone.now()
    day = timezone.localdate(now)
    replacement = Award.objects.create(
        person_id=held.person_id,
        family_id=held.family_id,
        rule_version=held.rule_version,
        # The replacement begins a day of its own in the register's key; its facts keep the day
        # of the training.
        valid_from=max(day, held.valid_from + dt.timedelta(days=1)),
        valid_until=held.valid_until,
        evidence_id=held.evidence_id,
        grade=held.grade,
        number=numbers.take(day.year)[0],
        check_code=numbers.check_code(),
        facts={**held.facts, **facts, "issued_on": day.isoformat(), "replaces": held.number},
        issued_at=now,
        is_synthetic=held.is_synthetic,
    )
    event = AwardEvent.objects.create(
        award=held,
        act=AwardEvent.Act.SUPERSEDED,
        on=day,
        reason=reason,
        replacement=replacement,
        by=by,
    )
    audit.record(
        "certificates.superseded",
        by=by,
        about=held,
        person=held.person,
        number=held.number,
        replacement=replacement.number,
        reason=reason,
    )
    award_changed.send(sender=Award, award=held, event=event)
    return replacement
