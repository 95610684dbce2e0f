"""What a release would change, and for whom: shown before it is done, checked when it is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from courses.authoring.frozen import Frozen
from courses.authoring.languages import graded_part
from courses.models import Attempt, Edition, EditionPage, Enrolment

Change = Edition.Change
# What moves learners who are under way; a grading edit never does (decision 6).
MOVING = (Change.COSMETIC, Change.CLARIFYING, Change.SAFETY)
_WEIGHT: dict[str, int] = {
    Change.COSMETIC: 0,
    Change.CLARIFYING: 1,
    Change.SAFETY: 2,
    Change.GRADING: 3,
}


@dataclass(frozen=True)
class Impact:
    """What would change between the newest edition and the frozen course."""

    proposed: str
    lines: list[str]
    learning: int
    answered: int

    @property
    def changes_nothing(self) -> bool:
        """Return whether a release would only repeat the newest edition."""
        return self.proposed == ""

    def allowed(self) -> list[str]:
        """Return the classes an author may choose: never milder than what grades differently."""
        if self.proposed in (Change.FIRST, Change.GRADING):
            return [self.proposed]
        return list(_WEIGHT) if self.proposed else []


def compare(frozen: Frozen, newest: Edition | None) -> Impact:
    """Return what ``frozen`` changes against ``newest`` (None: nothing was released yet)."""
    if newest is None:
        return Impact(proposed=Change.FIRST, lines=[], learning=0, answered=0)
    learning = open_enrolments(newest.family_id)
    answered = learning.filter(Exists(Attempt.objects.filter(enrolment=OuterRef("pk"))))
    told = {"learning": learning.count(), "answered": answered.count()}
    if newest.sha256 == frozen.sha256:
        return Impact(proposed="", lines=[], **told)
    changes = [*_rule_changes(frozen, newest), *_item_changes(frozen, newest)]
    changes += _page_changes(frozen, newest)
    proposed = max((change for change, _line in changes), key=_WEIGHT.__getitem__)
    return Impact(proposed=proposed, lines=[line for _change, line in changes], **told)


def open_enrolments(family_id: int) -> Any:
    """Return the enrolments of those who are under way in a course."""
    return Enrolment.objects.filter(run__family_id=family_id, completion__isnull=True)


def _rule_changes(frozen: Frozen, newest: Edition) -> list[tuple[str, str]]:
    if frozen.rules == newest.rules:
        return []
    graded = (
        "pass_percent",
        "questions",
        "attempts",
        "pause_hours",
        "valid_months",
        "helped_counts",
    )
    lines = []
    if any(frozen.rules.get(name) != newest.rules.get(name) for name in graded):
        lines.append(_("The rules of the final test or of the certificate change."))
    if set(frozen.rules["lessons"]) != set(newest.rules["lessons"]):
        lines.append(_("Lessons are added or taken out: what completes the course changes."))
    if _activities(frozen.rules) != _activities(newest.rules):
        lines.append(_("Activities that count are added or taken out."))
    if not lines:
        return [(Change.CLARIFYING, _("The order of lessons or activities changes."))]
    return [(Change.GRADING, line) for line in lines]


def _activities(rules: dict[str, Any]) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in rules["counting"]}


def _item_changes(frozen: Frozen, newest: Edition) -> list[tuple[str, str]]:
    old = {(item.language, item.item_key): item for item in newest.items.all()}
    new = {(item.language, item.item_key): item for item in frozen.items}
    asked, asks = {key for _language, key in old}, {key for _language, key in new}
    changed = [key for key in old.keys() & new.keys() if old[key].sha256 != new[key].sha256]
    graded = [key for key in changed if graded_part(old[key].key) != graded_part(new[key].key)]
    counts = {
        _("%(count)s questions added to the final test"): len(asks - asked),
        _("%(count)s questions taken out of the final test"): len(asked - asks),
        _("%(count)s questions of the final test graded differently"): len(graded),
    }
    changes: list[tuple[str, str]] = [
        (Change.GRADING, text % {"count": n}) for text, n in counts.items() if n
    ]
    if worded := len(changed) - len(graded):
        text = _("%(count)s questions of the final test worded differently") % {"count": worded}
        changes.append((Change.CLARIFYING, text))
    translated = [key for language, key in new.keys() - old.keys() if key in asked]
    if translated:
        text = _("%(count)s questions of the final test are translated") % {
            "count": len(translated)
        }
        changes.append((Change.CLARIFYING, text))
    return changes


def _page_changes(frozen: Frozen, newest: Edition) -> list[tuple[str, str]]:
    old = {(page.language, str(page.page_key)): page for page in newest.pages.all()}
    spoken = {language for language, _key in old}
    added = sorted({page.language for page in frozen.pages} - spoken)
    changes: list[tuple[str, str]] = [
        (Change.CLARIFYING, _("The course can be read in one more language: %s") % language)
        for language in added
    ]
    seen = set()
    for page in frozen.pages:
        where = (page.language, page.page_key)
        seen.add(where)
        before = old.get(where)
        if page.language in added:
            continue
        if before is None:
            text = _("“%(title)s” is new") % {"title": page.title}
            changes.append((Change.CLARIFYING, text))
        elif before.sha256 != page.sha256:
            changes.append(_page_change(page, before))
    for where in old.keys() - seen:
        text = _("“%(title)s” is taken out") % {"title": old[where].title}
        changes.append((Change.CLARIFYING, text))
    return changes


def _page_change(page: Any, before: EditionPage) -> tuple[str, str]:
    words = {"title": page.title}
    if graded_part(page.keys) != graded_part(before.keys):
        return Change.GRADING, _("“%(title)s”: answers are graded differently") % words
    if _facts(page.body) != _facts(before.body):
        return Change.SAFETY, _("“%(title)s”: a fact changes") % words
    if page.body != before.body or page.keys != before.keys:
        return Change.CLARIFYING, _("“%(title)s”: the text changes") % words
    return Change.COSMETIC, _("“%(title)s”: heading, drawing or order change") % words


def _facts(body: list[dict[str, Any]]) -> list[str]:
    return sorted(block["value"]["statement"] for block in body if block["type"] == "fact")
