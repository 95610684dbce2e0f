"""What an edition will be, before it is written: plain values with their digests."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

Json = dict[str, Any]


def canonical(value: Any) -> str:
    """Return ``value`` as JSON in one and only one form, so that equal content has equal digests."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


@dataclass(frozen=True)
class FrozenPage:
    """One page of an edition; ``keys`` never leave the server."""

    page: Page = field(compare=False, repr=False)
    language: str
    page_key: str
    parent_key: str | None
    kind: str
    position: int
    slug: str
    title: str
    facts: Json
    body: list[Json]
    keys: Json

    def content(self) -> Json:
        """Return all that the digest covers."""
        names = ("language", "page_key", "parent_key", "kind", "position", "slug", "title")
        return {
            **{name: getattr(self, name) for name in names},
            "facts": self.facts,
            "body": self.body,
            "keys": self.keys,
        }

    @property
    def sha256(self) -> str:
        """Return the digest of the page's content."""
        return digest(self.content())


@dataclass(frozen=True)
class FrozenItem:
    """One question of the final test's pool."""

    language: str
    item_key: str
    kind: str
    skill: str
    public: Json
    key: Json

    @property
    def sha256(self) -> str:
        """Return the digest of question and key."""
        return digest([self.language, self.item_key, self.kind, self.skill, self.public, self.key])


@dataclass(frozen=True)
class Problem:
    """Something an author should know before a release; a blocking one prevents it."""

    message: str
    is_blocking: bool = True
    page: Page | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Frozen:
    """A course as it would be released now."""

    rules: Json
    pages: list[FrozenPage]
    items: list[FrozenItem]
    problems: list[Problem]

    @property
    def sha256(self) -> str:
        """Return the digest of rules, pages and questions: what the edition is known by."""
        return digest(
            [
                self.rules,
                sorted(page.sha256 for page in self.pages),
                sorted(item.sha256 for item in self.items),
            ]
        )

    @property
    def blocking(self) -> list[Problem]:
        """Return what must be put right before a release."""
        return [problem for problem in self.problems if problem.is_blocking]
