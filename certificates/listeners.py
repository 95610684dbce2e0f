"""What this floor does when the floors below announce something."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from certificates.evidence import NewEvidence, record
from certificates.models.evidence import Grade, Source
from certificates.register import NewAward, issue
from certificates.signals import award_issued
from certificates.tasks import render_document
from courses.signals import course_completed
from people.dated import months_after


@receiver(course_completed, dispatch_uid="certificates.award_completion")
def award_completion(*, completion: Any, **_kwargs: object) -> None:
    """Turn a completed course into evidence and an award, in the transaction of the completion."""
    enrolment = completion.enrolment
    day = timezone.localdate(completion.at)
    months = completion.edition.rules.get("valid_months")
    evidence = record(
        NewEvidence(
            person_id=enrolment.person_id,
            family_id=enrolment.run.family_id,
            source=Source.COURSE,
            source_ref=f"completion:{completion.pk}",
            grade=Grade.E2,
            on=day,
            data={"score_percent": str(completion.score_percent)},
        )
    )
    issue(
        NewAward(
            evidence=evidence,
            rule_version=completion.rule_version,
            valid_from=day,
            valid_until=months_after(day, int(months)) if months else None,
        ),
        at=completion.at,
    )


@receiver(award_issued, dispatch_uid="certificates.render_awarded")
def render_awarded(*, award: Any, **_kwargs: object) -> None:
    """Have the document made as soon as the award is certain; without a queue it waits."""
    transaction.on_commit(lambda: render_document.delay(str(award.pk)), robust=True)
