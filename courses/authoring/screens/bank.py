"""The question bank in the editor."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.models import Locale
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from courses.blocks import QUESTION_BLOCKS
from courses.models import BankQuestion, Pool


class QuestionFilters(WagtailFilterSet):
    """By pool, skill, kind and state."""

    pool = django_filters.ModelChoiceFilter(
        label=_("Pool"), queryset=Pool.objects.order_by("title")
    )
    skill = django_filters.AllValuesFilter(label=_("Skill"))
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        method="of_kind",
        choices=[(name, block.meta.label) for name, block in QUESTION_BLOCKS],
    )
    live = django_filters.BooleanFilter(label=_("Published"))

    class Meta:
        model = BankQuestion
        fields = ["pool", "skill", "live"]

    def of_kind(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Return the questions whose only block is of kind ``value``."""
        text = Cast("body", TextField())
        return queryset.annotate(body_text=text).filter(body_text__contains=f'"type": "{value}"')


class KindColumn(Column):
    """The kind in words."""

    labels = {name: block.meta.label for name, block in QUESTION_BLOCKS}

    def get_value(self, instance: Any) -> Any:
        """Return the label of the question's kind."""
        return self.labels.get(instance.kind, "")


class QuestionViewSet(SnippetViewSet):
    """Questions: list, form, phone preview, history, workflow."""

    model = BankQuestion
    icon = "help"
    menu_label = _("Questions")
    menu_order = 100
    url_prefix = "questions"
    list_display = [
        "summary",
        Column("pool", label=_("Pool"), sort_key="pool__title"),
        Column("skill", label=_("Skill"), sort_key="skill"),
        KindColumn("kind", label=_("Kind")),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    list_per_page = 50
    ordering = ["pool__title", "skill", "key"]
    filterset_class = QuestionFilters

    def get_queryset(self, request: Any) -> QuerySet:
        """Return the questions with what the list shows; one language unless another is asked for.

        Every question once: its translations follow it and have the language filter.
        """
        questions = BankQuestion.objects.select_related("pool")
        if request.GET.get("locale"):
            return questions
        written = Locale.objects.filter(language_code=settings.LANGUAGE_CODE).first()
        return questions.filter(locale=written)


class PoolViewSet(SnippetViewSet):
    """Pools: what a course's final test draws from."""

    model = Pool
    icon = "folder-open-inverse"
    menu_label = _("Question pools")
    menu_order = 200
    url_prefix = "pools"
    list_display = ["title", "slug"]
    search_fields = ["title", "slug"]


class BankGroup(SnippetViewSetGroup):
    """ "Ngân hàng câu hỏi" in the menu."""

    items = (QuestionViewSet, PoolViewSet)
    menu_label = _("Question bank")
    menu_icon = "help"
    menu_order = 20
