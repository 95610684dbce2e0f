"""Brings the words of another language into the translation memory, and the pages made from it.

What is written is what a translator would write in the editor: strings in wagtail-localize's
memory, from which translated pages and questions are made and published. Strings that somebody
translated in the editor since are left as they are.
"""

from typing import Any

from django.db.models import Max
from wagtail.models import Locale
from wagtail_localize.models import (
    String,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from courses.authoring.source.errors import BadSource

Pairs = dict[tuple[str, str], str]


class Translator:
    """Translates published objects into one language, and remembers what it did."""

    def __init__(self, locale: Locale, *, overwrite: bool) -> None:
        self.locale = locale
        self.overwrite = overwrite
        self.changed: list[str] = []
        self.left_alone: list[str] = []

    def bring(self, original: Any, shadow: Any) -> None:
        """Translate ``original`` with the words of ``shadow``, and publish the translation.

        Args:
            original: a published page or question in the language it was written in.
            shadow: an unsaved object of the same class with the translated words.

        Raises:
            BadSource: the two don't have the same paragraphs.
        """
        # As it is stored: dates of publication are part of what localize compares.
        original = type(original).objects.get(pk=original.pk)
        wanted = _pairs(original, shadow, self.locale.language_code)
        source, _created = TranslationSource.update_or_create_from_instance(original)
        is_changed = self._remember(source, wanted, str(original))
        translation, is_new = Translation.objects.get_or_create(
            source=source, target_locale=self.locale
        )
        if is_changed or is_new or _is_behind(source, self.locale):
            self._publish(translation)
            self.changed.append(str(original))

    def _publish(self, translation: Translation) -> None:
        # Published here and not by localize, which would wait for the end of the transaction.
        made, _created = translation.source.create_or_update_translation(
            self.locale, publish=False, fallback=True
        )
        made.latest_revision.publish()

    def _remember(self, source: TranslationSource, wanted: Pairs, name: str) -> bool:
        """Write the strings that differ; return whether any did."""
        segments = source.stringsegment_set.select_related("string", "context")
        known = {
            (row.translation_of_id, row.context_id): row
            for row in StringTranslation.objects.filter(
                context__object_id=source.object_id, locale=self.locale
            )
        }
        new, differing = [], []
        for string, context in {(row.string, row.context) for row in segments}:
            words = wanted.get((context.path, string.data))
            row = known.get((string.pk, context.pk))
            if words is None or (row is not None and row.data == words):
                continue
            if row is None:
                new.append(self._translation(string, context, words))
            elif row.last_translated_by_id and not self.overwrite:
                self.left_alone.append(f"{name} ({self.locale.language_code})")
            else:
                row.data, row.has_error = words, False
                differing.append(row)
        StringTranslation.objects.bulk_create(new)
        StringTranslation.objects.bulk_update(differing, ["data", "has_error"])
        return bool(new or differing)

    def _translation(
        self, string: String, context: TranslationContext, words: str
    ) -> StringTranslation:
        return StringTranslation(
            translation_of=string,
            context=context,
            locale=self.locale,
            data=words,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )


def _pairs(original: Any, shadow: Any, language: str) -> Pairs:
    """Return the translated strings by path and original string."""
    ours, theirs = _strings(original), _strings(shadow)
    if [path for path, _text in ours] != [path for path, _text in theirs]:
        where = _first_difference(ours, theirs)
        raise BadSource(
            [f"{original} ({language}): paragraphs differ from the original at {where}"]
        )
    pairs = zip(ours, theirs, strict=True)
    return {(path, text): words for (path, text), (_path, words) in pairs}


def _strings(instance: Any) -> list[tuple[str, str]]:
    segments = extract_segments(instance)
    return [
        (segment.path, segment.string.data)
        for segment in segments
        if isinstance(segment, StringSegmentValue)
    ]


def _first_difference(ours: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> str:
    pairs = zip(ours, theirs, strict=False)
    found = next((text for (one, text), (other, _text) in pairs if one != other), None)
    return repr((found or ours[-1][1])[:60])


def _is_behind(source: TranslationSource, locale: Locale) -> bool:
    """Return whether the source changed since the translation was made."""
    made = TranslationLog.objects.filter(source=source, locale=locale)
    last = made.aggregate(last=Max("created_at"))["last"]
    return last is None or last < source.last_updated_at
