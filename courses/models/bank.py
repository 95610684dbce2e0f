"""The question bank: pools of questions from which a final test draws."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from courses.blocks.field import LessonField
from courses.models.stream import QuestionStreamBlock


class Pool(models.Model):
    """One row: a set of questions from which a course's final test draws.

    personal data: none
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=160)

    def __str__(self) -> str:
        return self.title


class BankQuestion(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model
):
    """One row: a question of a pool; live ones are frozen into the next edition.

    personal data: none
    """

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="questions")
    key = models.SlugField(_("key that never changes"), max_length=80)
    skill = models.SlugField(_("skill"), max_length=60, blank=True)
    summary = models.CharField(_("first words, for lists"), max_length=200, blank=True)
    body = LessonField(QuestionStreamBlock())

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="bank_question",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="bank_question",
        for_concrete_model=False,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="courses_bankquestion_key", fields=["pool", "key"])
        ]

    def __str__(self) -> str:
        return self.summary or self.key

    @property
    def revisions(self) -> models.Manager:
        """Return the question's revisions, as Wagtail asks for them."""
        return self._revisions
