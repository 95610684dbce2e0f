"""What this floor does when the floors below announce something."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.evidence import NewEvidence, record
from certificates.models.evidence import Grade, Source
from certificates.recognition import APPLY, READ, REVERSE, apply_batch, read_batch, reverse_batch
from certificates.register import NewAward, issue
from certificates.signals import award_issued
from certificates.tasks import render_document
from courses.signals import course_completed
from people import jobs
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


def _batch_page(job: Any) -> str:
    return reverse("recognition_batch", kwargs={"batch_id": job.params["batch"]})


for _name, _title, _run in (
    (READ, _("Reading a list of completions"), read_batch),
    (APPLY, _("Recording completions from elsewhere"), apply_batch),
    (REVERSE, _("Taking a list of completions back"), reverse_batch),
):
    jobs.register(jobs.Kind(_name, _title, _run, _batch_page, writes=True))
