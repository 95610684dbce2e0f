"""Drawings and photographs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from courses.blocks.freezing import Json, Keeper, LearningBlock
from courses.blocks.pictures import keep_image, show_image

__all__ = ["DrawingBlock", "keep_image", "show_image"]


class DrawingBlock(LearningBlock, blocks.StructBlock):
    """One picture, what it shows in words, and a line under it."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("What the picture shows"),
        max_length=300,
        help_text=_("Read aloud to those who can't see it."),
    )
    caption = blocks.CharBlock(label=_("Line under the picture"), max_length=200, required=False)

    def freeze(self, value: Any, keep: Keeper = keep_image) -> Json:
        """Return where the picture's copy is, and its words."""
        return {
            "image": keep(value.get("image")),
            "alt": value.get("alt") or "",
            "caption": value.get("caption") or "",
        }

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A drawing or photograph. A photograph is made small for phones.")
        preview_value = {"image": None, "alt": "", "caption": "Trụ sở công an xã"}
