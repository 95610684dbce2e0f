"""What a lesson may contain, and what a bank item may be."""

from typing import Any

from wagtail import blocks

from courses.blocks import (
    QUESTION_BLOCKS,
    DrawingBlock,
    FactBlock,
    NoticeBlock,
    QuizBlock,
    StepsBlock,
    TaskBlock,
    TermBlock,
    TextBlock,
)
from courses.blocks.described import offer


@offer
class LessonStreamBlock(blocks.StreamBlock):
    """The blocks an author may choose from, in the order of their use."""

    text = TextBlock()
    steps = StepsBlock()
    drawing = DrawingBlock()
    notice = NoticeBlock()
    term = TermBlock()
    fact = FactBlock()
    task = TaskBlock()
    quiz = QuizBlock()

    class Meta:
        required = False


@offer
class QuestionStreamBlock(blocks.StreamBlock):
    """The kinds of question a bank item may be; exactly one is chosen."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__([*QUESTION_BLOCKS, *(local_blocks or [])], **kwargs)

    class Meta:
        min_num = 1
        max_num = 1
