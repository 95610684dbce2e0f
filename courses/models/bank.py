"""The question bank: pools of questions from which a final test draws."""

import uuid
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from courses.blocks.field import LessonField
from courses.blocks.freezing import Json, block_template
from courses.blocks.questions import freeze_questions
from courses.models.addresses import PREVIEW_SIZES
from courses.models.folded import FoldedAutocompleteField, FoldedSearchField
from courses.models.stream import QuestionStreamBlock
from people.text import tidy


class Pool(models.Model):
    """One row: a set of questions from which a course's final test draws.

    personal data: none
    """

    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=160)

    panels = [FieldPanel("title"), FieldPanel("slug")]

    class Meta:
        verbose_name = _("question pool")
        verbose_name_plural = _("question pools")

    def __str__(self) -> str:
        return self.title


class BankQuestion(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """One row: a question of a pool in one language; live ones are frozen into the next edition.

    personal data: none
    """

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="questions")
    key = models.SlugField(
        _("key that never changes"),
        max_length=80,
        blank=True,
        help_text=_("Leave it empty: a new question gets one of its own."),
    )
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

    translatable_fields = [
        *(SynchronizedField(name, overridable=False) for name in ("pool", "key", "skill")),
        TranslatableField("body"),
    ]
    preview_sizes = PREVIEW_SIZES
    default_preview_size = "mobile"
    panels = [
        FieldPanel("pool", heading=_("Pool")),
        FieldPanel("body", heading=_("Question")),
        FieldRowPanel([FieldPanel("skill"), FieldPanel("key")]),
    ]
    search_fields = [
        FoldedSearchField("summary"),
        FoldedAutocompleteField("summary"),
        index.SearchField("skill"),
        index.FilterField("pool"),
        index.FilterField("live"),
        index.FilterField("locale"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(
                name="courses_bankquestion_key", fields=["pool", "key", "locale"]
            )
        ]

    def __str__(self) -> str:
        return self.summary or self.key

    @property
    def revisions(self) -> models.Manager:
        """Return the question's revisions, as Wagtail asks for them."""
        return self._revisions

    @property
    def kind(self) -> str:
        """Return the question's kind, or nothing while it has no body."""
        return self.body[0].block_type if self.body else ""

    def author_value(self) -> Json:
        """Return the question as question kinds want it, under the bank's own key."""
        frozen = freeze_questions(self.body)
        return {**frozen[0], "key": self.key} if frozen else {"key": self.key, "kind": ""}

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Keep the first words for lists; give a new question its key."""
        self.key = self.key or uuid.uuid4().hex[:12]
        self.summary = tidy(self.author_value().get("prompt"))[:200]
        super().full_clean(*args, **kwargs)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the page in which an author sees the question as a learner would."""
        return "courses/blocks/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> Json:
        """Show the question as a quiz of one."""
        value = {"title": "", "questions": [self.author_value()] if self.body else []}
        block = {"type": "quiz", "id": "preview", "value": value}
        return {"frozen": block, "block_template": block_template("quiz")}
