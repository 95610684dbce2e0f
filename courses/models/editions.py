"""Editions: what learners are on, frozen at "Phát hành"."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """One row: a released, immutable state of a course in all its languages.

    personal data: none
    """

    class Change(models.TextChoices):
        """What the release changes for those who are learning (decision 6)."""

        FIRST = "first", _("first release")
        COSMETIC = "cosmetic", _("cosmetic: no effect on learning")
        CLARIFYING = "clarifying", _("clarifying: progress is kept")
        GRADING = "grading", _("grading: nobody is moved silently")
        SAFETY = "safety", _("safety: a fact was wrong or has changed")

    family = models.ForeignKey(
        "courses.CourseFamily", on_delete=models.PROTECT, related_name="editions"
    )
    number = models.PositiveIntegerField()
    change = models.CharField(max_length=12, choices=Change.choices)
    note = models.TextField(blank=True)
    # Pass rule and page order of this edition, as frozen: see courses.authoring.freeze.
    rules = models.JSONField()
    sha256 = models.CharField(max_length=64)
    released_at = models.DateTimeField(default=timezone.now, editable=False)
    released_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="courses_edition_number", fields=["family", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.family.slug} {self.number}"


class EditionPage(models.Model):
    """One row: one page of an edition in one language, as learners read it.

    ``body`` is a list of frozen blocks without any answer key; ``keys`` maps a block's id to what
    the grader needs and is never sent to a browser.

    personal data: none
    """

    class Kind(models.TextChoices):
        """Which level of the course the page is."""

        COURSE = "course", _("course")
        MODULE = "module", _("module")
        LESSON = "lesson", _("lesson")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="pages")
    language = models.CharField(max_length=8)
    # The page's translation key: the same in every language and every edition.
    page_key = models.UUIDField()
    parent_key = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    position = models.PositiveSmallIntegerField()
    slug = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    # Summary, objectives, minutes, drawing … by kind; see courses.authoring.freeze.
    facts = models.JSONField(default=dict)
    body = models.JSONField(default=list)
    keys = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    # PROTECT: neither purge_revisions nor deleting the page can remove what was learnt from.
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="+")

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="courses_editionpage_once", fields=["edition", "language", "page_key"]
            ),
            models.UniqueConstraint(
                name="courses_editionpage_slug", fields=["edition", "language", "kind", "slug"]
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "language", "position"], name="courses_edpage_order")
        ]

    def __str__(self) -> str:
        return self.title


class EditionItem(models.Model):
    """One row: one bank question of an edition in one language, question and key apart.

    personal data: none
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="items")
    language = models.CharField(max_length=8)
    item_key = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    skill = models.CharField(max_length=60, blank=True)
    public = models.JSONField()
    key = models.JSONField()
    sha256 = models.CharField(max_length=64)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="courses_editionitem_once", fields=["edition", "language", "item_key"]
            )
        ]

    def __str__(self) -> str:
        return self.item_key
