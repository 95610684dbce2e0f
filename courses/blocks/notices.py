"""What stands apart from the running text: a notice, a word explained."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.freezing import Json, Keeper, LearningBlock
from courses.blocks.html import FEATURES, SHORT_FEATURES, safe_html
from courses.blocks.pictures import keep_image

TONES = [("info", _("Good to know")), ("tip", _("Tip")), ("warning", _("Careful"))]


class NoticeBlock(LearningBlock, blocks.StructBlock):
    """A box that says: good to know, a tip, or careful."""

    tone = blocks.ChoiceBlock(label=_("Tone"), choices=TONES, default="info")
    title = blocks.CharBlock(label=_("Heading"), max_length=120, required=False)
    body = blocks.RichTextBlock(label=_("Text"), features=FEATURES[2:])

    def freeze(self, value: Any, keep: Keeper = keep_image) -> Json:
        """Return tone, heading and the text as safe HTML."""
        return {
            "tone": value.get("tone") or "info",
            "title": value.get("title") or "",
            "html": safe_html(value.get("body")),
        }

    class Meta:
        icon = "warning"
        label = _("Notice")
        description = _("A box for a tip or a warning. At most two in a lesson.")
        preview_value = {
            "tone": "warning",
            "title": "Không đọc mã cho ai",
            "body": "<p>Công an không gọi điện để hỏi mã OTP của bạn.</p>",
        }


class TermBlock(LearningBlock, blocks.StructBlock):
    """A word that not everybody knows, and what it means."""

    term = blocks.CharBlock(label=_("Word"), max_length=80)
    meaning = blocks.RichTextBlock(label=_("Meaning"), features=SHORT_FEATURES)

    def freeze(self, value: Any, keep: Keeper = keep_image) -> Json:
        """Return the word, and its meaning as safe HTML."""
        return {"term": value.get("term") or "", "html": safe_html(value.get("meaning"))}

    class Meta:
        icon = "help"
        label = _("Word explained")
        description = _("Explains a word in one or two plain sentences.")
        preview_value = {
            "term": "Mã OTP",
            "meaning": "<p>Dãy số dùng một lần, gửi vào điện thoại của bạn.</p>",
        }
