"""What a page of an edition says, with the keys of its exercises: for the server's eyes only."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from courses.models import Edition, EditionItem, EditionPage
from people.kept import Kept


@dataclass(frozen=True)
class PageContent:
    """A frozen page's blocks; ``keys`` must never be put into a template or an answer."""

    body: list[dict[str, Any]]
    keys: dict[str, Any]

    def block(self, block_id: str) -> dict[str, Any] | None:
        """Return the block with this id."""
        return next((block for block in self.body if block["id"] == block_id), None)


_contents: Kept[PageContent | None] = Kept(most=500)


def page_content(edition: Edition, page_key: uuid.UUID, language: str) -> PageContent | None:
    """Return the page in ``language``, or in the site's own; kept, for an edition is frozen."""
    name = (edition.pk, edition.sha256, page_key, language)
    return _contents.get(name, lambda: _content(edition.pk, page_key, language))


def item_publics(edition: Edition, item_keys: Iterable[str], language: str) -> dict[str, Any]:
    """Return the public parts of bank questions of the edition, by key."""
    rows = EditionItem.objects.filter(
        edition=edition,
        item_key__in=list(item_keys),
        language__in={language, settings.LANGUAGE_CODE},
    ).values_list("language", "item_key", "kind", "skill", "public")
    found: dict[str, Any] = {}
    for spoken, key, kind, skill, public in rows:
        if spoken == language or key not in found:
            found[key] = {**public, "key": key, "kind": kind, "skill": skill}
    return found


def _content(edition_id: int, page_key: uuid.UUID, language: str) -> PageContent | None:
    rows = EditionPage.objects.filter(
        edition_id=edition_id, page_key=page_key, language__in={language, settings.LANGUAGE_CODE}
    ).values_list("language", "body", "keys")
    by_language = {spoken: PageContent(body, keys) for spoken, body, keys in rows}
    return by_language.get(language) or by_language.get(settings.LANGUAGE_CODE)
