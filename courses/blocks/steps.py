"""Things to do in order: shown as steps, or given as a task for one's own phone."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.freezing import Json, Keeper, LearningBlock
from courses.blocks.html import FEATURES, SHORT_FEATURES, safe_html
from courses.blocks.pictures import keep_image


class StepBlock(blocks.StructBlock):
    """One step."""

    text = blocks.RichTextBlock(label=_("What to do"), features=SHORT_FEATURES)
    note = blocks.CharBlock(label=_("Remark"), max_length=250, required=False)

    class Meta:
        icon = "check"
        label = _("Step")


class StepsBlock(LearningBlock, blocks.StructBlock):
    """Numbered steps."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120, required=False)
    items = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=2)

    def freeze(self, value: Any, keep: Keeper = keep_image) -> Json:
        """Return the heading and each step as safe HTML with its remark."""
        return {
            "title": value.get("title") or "",
            "items": [
                {"html": safe_html(step.get("text")), "note": step.get("note") or ""}
                for step in value.get("items") or []
            ],
        }

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("Numbered steps, one thing to do in each.")
        preview_value = {
            "title": "Cài VNeID",
            "items": [
                {"text": "<p>Mở kho ứng dụng trên máy của bạn.</p>", "note": ""},
                {"text": "<p>Gõ <b>VNeID</b> rồi tìm.</p>", "note": "Xem tên nhà phát hành."},
            ],
        }


class TaskBlock(LearningBlock, blocks.StructBlock):
    """Something to do on one's own phone; the learner says when it is done."""

    title = blocks.CharBlock(label=_("Heading"), max_length=160)
    body = blocks.RichTextBlock(label=_("What it is about"), features=FEATURES[2:], required=False)
    steps = blocks.ListBlock(
        blocks.RichTextBlock(label=_("Step"), features=SHORT_FEATURES), label=_("Steps")
    )
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=30, default=3)

    def freeze(self, value: Any, keep: Keeper = keep_image) -> Json:
        """Return the task with its texts as safe HTML."""
        return {
            "title": value.get("title") or "",
            "html": safe_html(value.get("body")),
            "steps": [safe_html(step) for step in value.get("steps") or []],
            "minutes": value.get("minutes") or 0,
        }

    class Meta:
        icon = "mobile-alt"
        label = _("Task on one's own phone")
        description = _("“Việc cần làm”: the learner does it and ticks it off. One in a lesson.")
        preview_value = {
            "title": "Tìm VNeID trên máy của bạn",
            "body": "<p>Bạn chỉ tìm xem, chưa cần cài.</p>",
            "steps": ["<p>Mở màn hình chính.</p>", "<p>Tìm biểu tượng VNeID.</p>"],
            "minutes": 3,
        }
