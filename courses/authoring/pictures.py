"""What may be uploaded as a picture: a drawing must not carry a script."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.forms import BaseImageForm

from courses.blocks.svg import svg_fault


class PictureForm(BaseImageForm):
    """The library's upload form, with a look into drawings."""

    def clean(self) -> dict[str, Any]:
        """Refuse an SVG file that is more than a drawing."""
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if "file" in self.changed_data and file and file.name.lower().endswith(".svg"):
            file.seek(0)
            fault = svg_fault(file.read())
            file.seek(0)
            if fault:
                self.add_error("file", ValidationError(fault))
        return cleaned
