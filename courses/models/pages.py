"""Wagtail pages: where authors write. Learners read editions frozen from them, never these."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from courses.blocks.field import LessonField
from courses.models.stream import LessonStreamBlock


class CataloguePage(Page):
    """One row: the page under which all courses are written.

    personal data: none
    """

    parent_page_types = ["learn.HomePage"]
    subpage_types = ["courses.CoursePage"]
    max_count = 1


class CoursePage(Page):
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

    parent_page_types = ["courses.CataloguePage"]
    subpage_types = ["courses.ModulePage"]


class ModulePage(Page):
    """One row: a chapter of a course.

    personal data: none
    """

    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]


class LessonPage(Page):
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
