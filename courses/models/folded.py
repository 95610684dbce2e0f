"""Search fields that find "bảo mật" by "bao mat" and "đ" by "d", on every database."""

from typing import Any

from wagtail.search import index

from people.text import fold


class _Folded:
    """Index the text twice: as written, and without marks."""

    def get_value(self, obj: Any) -> str:
        """Return the text, followed by its folded twin where the two differ."""
        value = super().get_value(obj)  # type: ignore[misc]
        text = " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
        folded = fold(text)
        return text if folded == text.lower() else f"{text} {folded}"


class FoldedSearchField(_Folded, index.SearchField):
    """For whole words."""


class FoldedAutocompleteField(_Folded, index.AutocompleteField):
    """For the first letters of a word."""
