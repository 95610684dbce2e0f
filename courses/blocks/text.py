"""Running text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.freezing import Json, Keeper, LearningBlock
from courses.blocks.html import FEATURES, safe_html
from courses.blocks.pictures import keep_image


class TextBlock(LearningBlock, blocks.RichTextBlock):
    """Paragraphs, small headings, lists and links."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": FEATURES, **kwargs})

    def freeze(self, value: Any, keep: Keeper = keep_image) -> Json:
        """Return the text as safe HTML."""
        return {"html": safe_html(value)}

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, small headings and lists. Keep sentences under 20 words.")
        preview_value = (
            "<h3>VNeID là gì?</h3><p>VNeID là ứng dụng của Bộ Công an. "
            "Bạn dùng nó để <b>chứng minh mình là ai</b> khi làm việc trên mạng.</p>"
        )
