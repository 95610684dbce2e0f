"""Writes a course's questions into the bank, touching only what differs from the file."""

from typing import Any

from wagtail.models import Locale

from courses.authoring.source.read import Json
from courses.authoring.source.stream import question_stream
from courses.authoring.source.text import plain
from courses.models import BankQuestion, Pool


def load_bank(bank: Json, locale: Locale, *, overwrite: bool) -> tuple[Pool, list[str], list[str]]:
    """Bring the pool to what the file says.

    Returns:
        The pool, the keys of changed questions, and of those that somebody edited since.
    """
    title = plain(bank["title"])
    pool, _created = Pool.objects.get_or_create(slug=bank["pool"], defaults={"title": title})
    changed, left_alone = [], []
    known = {question.key: question for question in questions_of(pool, locale)}
    for row in bank["questions"]:
        question = known.pop(row["key"], None)
        question = question or BankQuestion(pool=pool, key=row["key"], locale=locale)
        if not overwrite and _was_edited(question):
            left_alone.append(question.key)
        elif _bring(question, row, pool):
            changed.append(question.key)
    for question in known.values():
        if question.live and not _was_edited(question):
            question.unpublish()
            changed.append(question.key)
    return pool, changed, left_alone


def questions_of(pool: Pool, locale: Locale) -> list[BankQuestion]:
    """Return the pool's questions in the language they were written in."""
    questions = BankQuestion.objects.filter(pool=pool, locale=locale)
    return list(questions.select_related("latest_revision"))


def question_body(row: Json, pool: Pool) -> Any:
    """Return the content of one question as the editor keeps it."""
    stream = question_stream(row, f"bank/{pool.slug}")
    return BankQuestion.body.field.stream_block.to_python(stream)


def _was_edited(question: BankQuestion) -> bool:
    revision = question.latest_revision
    return revision is not None and revision.user_id is not None


def _bring(question: BankQuestion, row: Json, pool: Pool) -> bool:
    """Bring one question to what the file says; return whether anything was written."""
    body = question_body(row, pool)
    # A skill named after its lesson lets a result say what to read again.
    skill = row.get("lesson") or row.get("skill", "")
    same = list(question.body.get_prep_value()) == list(body.get_prep_value())
    if question.pk and question.live and same and question.skill == skill:
        return False
    question.body, question.skill = body, skill
    if not question.pk:
        question.full_clean()
        question.save()
    question.save_revision().publish()
    return True
