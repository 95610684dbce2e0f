"""What an author may put into a lesson: one block a family of content.

Every block can ``freeze`` its value into plain JSON (text already safe HTML, pictures copied to a
place named by their content), and every template here renders that frozen JSON alone. A preview in
the editor freezes first, so an author sees what a learner will read.
"""

from courses.blocks.facts import FactBlock
from courses.blocks.freezing import LearningBlock, freeze_stream
from courses.blocks.media import DrawingBlock, keep_image, show_image
from courses.blocks.notices import NoticeBlock, TermBlock
from courses.blocks.questions import QUESTION_BLOCKS
from courses.blocks.quiz import QuizBlock
from courses.blocks.steps import StepsBlock, TaskBlock
from courses.blocks.text import TextBlock

__all__ = [
    "QUESTION_BLOCKS",
    "DrawingBlock",
    "FactBlock",
    "LearningBlock",
    "NoticeBlock",
    "QuizBlock",
    "StepsBlock",
    "TaskBlock",
    "TermBlock",
    "TextBlock",
    "freeze_stream",
    "keep_image",
    "show_image",
]
