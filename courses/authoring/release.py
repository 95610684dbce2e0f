""" "Phát hành": a course's published pages become an edition, once, on purpose."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.authoring.freeze import freeze
from courses.authoring.frozen import Frozen
from courses.authoring.impact import MOVING, Impact, compare, open_enrolments
from courses.models import (
    CourseFamily,
    CoursePage,
    Edition,
    EditionItem,
    EditionPage,
    Enrolment,
    EnrolmentMove,
    Run,
)
from courses.signals import edition_released
from people import audit
from people.dated import today

if TYPE_CHECKING:
    from people.models import User


BATCH = 1_000


class NotReleasable(Exception):
    """The course can't be released as it is; ``messages`` say why, for the author."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


@dataclass(frozen=True)
class Preview:
    """What a release would be: the content, and what it changes for whom."""

    frozen: Frozen
    impact: Impact
    newest: Edition | None


def preview_release(page: CoursePage) -> Preview:
    """Return what a release of ``page`` would contain and change; nothing is written."""
    newest = newest_edition(page)
    frozen = freeze(page)
    return Preview(frozen=frozen, impact=compare(frozen, newest), newest=newest)


def newest_edition(page: CoursePage) -> Edition | None:
    """Return the edition that new learners get, if the course was ever released."""
    editions = Edition.objects.filter(family__key=page.translation_key)
    return editions.select_related("family").order_by("-number").first()


@transaction.atomic
def release(*, page: CoursePage, change: str, note: str = "", by: "User | None") -> Edition:
    """Freeze ``page`` into a new edition and move those under way, unless grades would change.

    Args:
        page: the course's page; only published content is taken.
        change: what the author says the release changes (``Edition.Change``).
        note: why, for those who look later.
        by: who releases; None for the loader of course files.

    Raises:
        NotReleasable: nothing changed, something is missing, or the class is milder than the diff.
    """
    family = _family(page)
    preview = preview_release(page)
    _refuse(preview, change)
    edition = Edition.objects.create(
        family=family,
        number=(preview.newest.number if preview.newest else 0) + 1,
        change=change,
        note=note,
        rules=preview.frozen.rules,
        sha256=preview.frozen.sha256,
        released_by=by,
    )
    _write(edition, preview.frozen)
    moved = _move(edition, change, by)
    audit.record(
        "courses.released", by=by, about=edition, change=change, moved=moved, number=edition.number
    )
    edition_released.send(sender=Edition, edition=edition)
    return edition


def _family(page: CoursePage) -> CourseFamily:
    """Return the course's lasting identity, locked, with its open run."""
    wanted = {
        "title": page.title,
        "competences": page.frozen_facts()["competences"],
    }
    family, _created = CourseFamily.objects.get_or_create(
        key=page.translation_key, defaults={"slug": page.slug, **wanted}
    )
    family = CourseFamily.objects.select_for_update().get(pk=family.pk)
    if any(getattr(family, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(family, name, value)
        family.save(update_fields=list(wanted))
    Run.objects.get_or_create(
        family=family, is_open=True, defaults={"name": page.title, "opens_on": today()}
    )
    return family


def _refuse(preview: Preview, change: str) -> None:
    messages = [problem.message for problem in preview.frozen.blocking]
    if preview.impact.changes_nothing:
        messages.append(_("Nothing changed since the last release."))
    elif change not in preview.impact.allowed():
        messages.append(
            _("This release changes how learners are graded; choose “%(change)s”.")
            % {"change": Edition.Change(preview.impact.proposed).label}
        )
    if messages:
        raise NotReleasable(messages)


def _write(edition: Edition, frozen: Frozen) -> None:
    EditionPage.objects.bulk_create(
        [
            EditionPage(
                edition=edition,
                revision=page.page.live_revision or page.page.save_revision(clean=False),
                sha256=page.sha256,
                **page.content(),
            )
            for page in frozen.pages
        ]
    )
    EditionItem.objects.bulk_create(
        [
            EditionItem(
                edition=edition,
                language=item.language,
                item_key=item.item_key,
                kind=item.kind,
                skill=item.skill,
                public=item.public,
                key=item.key,
                sha256=item.sha256,
            )
            for item in frozen.items
        ]
    )


def _move(edition: Edition, change: str, by: "User | None") -> int:
    """Take those under way along, each with a row; return how many."""
    if change not in MOVING:
        return 0
    at = timezone.now()
    waiting = open_enrolments(edition.family_id).exclude(edition=edition)
    ids = list(waiting.values_list("pk", flat=True))
    EnrolmentMove.objects.bulk_create(
        [EnrolmentMove(enrolment_id=pk, edition=edition, why=change, by=by, at=at) for pk in ids],
        batch_size=BATCH,
    )
    for start in range(0, len(ids), BATCH):
        Enrolment.objects.filter(pk__in=ids[start : start + BATCH]).update(edition=edition)
    return len(ids)
