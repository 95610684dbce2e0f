"""Wagtail pages: where authors write. Learners read editions frozen from them, never these."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from courses.blocks import freeze_stream, keep_image, show_image
from courses.blocks.field import LessonField
from courses.blocks.freezing import Json, Keeper, block_template
from courses.models.addresses import ReadAsEdition
from courses.models.folded import FoldedAutocompleteField, FoldedSearchField
from courses.models.stream import LessonStreamBlock

# Wagtail insists on its own fields; ours find the title without marks.
PAGE_SEARCH = [
    *Page.search_fields,
    FoldedSearchField("title", boost=2),
    FoldedAutocompleteField("title"),
]

# One address in every language: a learner who changes language stays where they are.
SAME_ADDRESS = SynchronizedField("slug", overridable=False)

# The address is made on the server: the browser's own rule loses some Vietnamese letters.
TITLE = TitleFieldPanel("title", targets=[])

# Nothing of Wagtail's for search engines: editions are read, not these pages.
ADDRESS = [FieldPanel("slug", heading=_("Part of the address"))]


class CataloguePage(ReadAsEdition, Page):
    """One row: the page under which all courses are written.

    personal data: none
    """

    parent_page_types = ["learn.HomePage"]
    subpage_types = ["courses.CoursePage"]
    max_count_per_parent = 1
    override_translatable_fields = [SAME_ADDRESS]
    preview_modes: list[Any] = []
    content_panels = [TITLE]
    page_description = _("The list of all courses. Learners see the released ones.")
    promote_panels = ADDRESS

    class Meta:
        verbose_name = _("catalogue")


class CoursePage(ReadAsEdition, Page):
    """One row: a course as its authors write it.

    personal data: none
    """

    summary = models.TextField(_("summary"), max_length=400)
    audience = models.TextField(_("who it is for"), max_length=300, blank=True)
    outcomes = models.TextField(_("what one will be able to do, a line each"))
    minutes = models.PositiveSmallIntegerField(_("minutes in all"), default=45)
    gives = models.CharField(_("what one receives"), max_length=200, blank=True)
    competences = models.CharField(_("competence codes, with commas"), max_length=120, blank=True)
    drawing = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    pool = models.ForeignKey(
        "courses.Pool", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    test_questions = models.PositiveSmallIntegerField(
        _("questions in the final test"), default=15, validators=[MinValueValidator(1)]
    )
    pass_percent = models.PositiveSmallIntegerField(
        _("percent needed to pass"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    test_attempts = models.PositiveSmallIntegerField(
        _("attempts before a pause"), default=3, validators=[MinValueValidator(1)]
    )
    test_pause_hours = models.PositiveSmallIntegerField(_("hours of pause"), default=24)
    valid_months = models.PositiveSmallIntegerField(
        _("months the certificate is valid; empty for ever"), null=True, blank=True
    )
    helped_counts = models.BooleanField(
        _("exercises answered together with a helper count as done"), default=False
    )

    parent_page_types = ["courses.CataloguePage"]
    subpage_types = ["courses.ModulePage"]
    override_translatable_fields = [
        SAME_ADDRESS,
        SynchronizedField("competences", overridable=False),
        SynchronizedField("helped_counts", overridable=False),
    ]
    learner_view = "course"
    # In the order of the course, not of the last change.
    admin_default_ordering = "ord"
    page_description = _("A course with its chapters, lessons and final test.")
    search_fields = [
        *PAGE_SEARCH,
        FoldedSearchField("summary"),
        FoldedSearchField("audience"),
        FoldedSearchField("outcomes"),
    ]
    content_panels = [
        TITLE,
        FieldPanel("summary", help_text=_("One or two sentences, shown in the catalogue.")),
        FieldPanel("audience"),
        FieldPanel("outcomes", help_text=_("Three to five lines, each “After this you can …”.")),
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("competences")]),
        FieldPanel("gives"),
        FieldPanel("drawing", heading=_("Drawing")),
        MultiFieldPanel(
            [
                FieldPanel("pool", heading=_("Questions are drawn from")),
                FieldRowPanel([FieldPanel("test_questions"), FieldPanel("pass_percent")]),
                FieldRowPanel([FieldPanel("test_attempts"), FieldPanel("test_pause_hours")]),
                FieldPanel("valid_months"),
                FieldPanel("helped_counts"),
            ],
            heading=_("Final test and certificate"),
        ),
    ]
    promote_panels = ADDRESS

    class Meta:
        verbose_name = _("course")

    def learner_arguments(self) -> list[str]:
        """Return the course's slug."""
        return [self.slug]

    def frozen_facts(self, keep: Keeper | None = None) -> Json:
        """Return the course's summary, outcomes and drawing."""
        drawing = (keep or show_image)(self.drawing)
        return {
            "summary": self.summary,
            "audience": self.audience,
            "outcomes": _lines(self.outcomes),
            "minutes": self.minutes,
            "gives": self.gives,
            "drawing": drawing and {**drawing, "alt": ""},
            "competences": [code.strip() for code in self.competences.split(",") if code.strip()],
        }


class ModulePage(ReadAsEdition, Page):
    """One row: a chapter of a course.

    personal data: none
    """

    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]
    override_translatable_fields = [SAME_ADDRESS]
    learner_view = "course"
    # In the order of the course, not of the last change.
    admin_default_ordering = "ord"
    page_description = _("A chapter: two to five lessons on one matter.")
    search_fields = PAGE_SEARCH
    content_panels = [TITLE]
    promote_panels = ADDRESS

    class Meta:
        verbose_name = _("chapter")

    def learner_arguments(self) -> list[str]:
        """Return the course's slug: a chapter is seen on the course's page."""
        return [self.get_parent().slug]


class LessonPage(ReadAsEdition, Page):
    """One row: a lesson of three to six minutes.

    personal data: none
    """

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=4)
    objectives = models.TextField(_("objectives, a line each"), blank=True)
    drawing = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    drawing_alt = models.CharField(_("what the drawing shows"), max_length=300, blank=True)
    body = LessonField(LessonStreamBlock(), blank=True)

    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    override_translatable_fields = [SAME_ADDRESS]
    learner_view = "lesson"
    page_description = _("Three to six minutes: what to know, how to do it, a task, questions.")
    search_fields = [*PAGE_SEARCH, FoldedSearchField("objectives"), FoldedSearchField("body")]
    content_panels = [
        TITLE,
        FieldPanel("objectives", help_text=_("Two or three lines, each “You know …”.")),
        FieldPanel("minutes"),
        MultiFieldPanel(
            [FieldPanel("drawing", heading=_("Picture")), FieldPanel("drawing_alt")],
            heading=_("Drawing"),
        ),
        FieldPanel("body", heading=_("Content")),
    ]
    promote_panels = ADDRESS

    class Meta:
        verbose_name = _("lesson")

    def learner_arguments(self) -> list[str]:
        """Return the slugs of the course and of the lesson."""
        return [self.get_parent().get_parent().slug, self.slug]

    def frozen_facts(self, keep: Keeper | None = None) -> Json:
        """Return the lesson's length, objectives and drawing."""
        drawing = (keep or show_image)(self.drawing)
        return {
            "minutes": self.minutes,
            "objectives": _lines(self.objectives),
            "drawing": drawing and {**drawing, "alt": self.drawing_alt},
        }

    def frozen_body(self, keep: Keeper = keep_image) -> list[Json]:
        """Return the blocks frozen, activities still with their keys."""
        return freeze_stream(self.body, keep)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> Json:
        """Return the draft's blocks, each with the template that renders it."""
        blocks = self.frozen_body(show_image)
        return {
            **super().get_preview_context(request, mode_name),
            "blocks": [{**block, "template": block_template(block["type"])} for block in blocks],
        }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
