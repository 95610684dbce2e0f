"""A few questions for practice, with feedback."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.blocks.freezing import Json, Keeper, LearningBlock
from courses.blocks.pictures import keep_image
from courses.blocks.questions import QUESTION_BLOCKS, freeze_questions


class QuizBlock(LearningBlock, blocks.StructBlock):
    """Questions that teach: every answer gets its feedback."""

    title = blocks.CharBlock(label=_("Heading"), max_length=160)
    questions = blocks.StreamBlock(QUESTION_BLOCKS, label=_("Questions"), min_num=1)

    def clean(self, value: Any) -> Any:
        """Refuse two questions of the same key: answers would be mixed up."""
        value = super().clean(value)
        keys = [question["key"] for question in freeze_questions(value.get("questions"))]
        if len(keys) > len(set(keys)) and not self.is_deferred_validation:
            wrong = ValidationError(
                _("Two questions have the same key. Empty the key of the copied one.")
            )
            raise StructBlockValidationError(block_errors={"questions": wrong})
        return value

    def freeze(self, value: Any, keep: Keeper = keep_image) -> Json:
        """Return the author's value with its keys: authoring parts them before storing it."""
        return {
            "title": value.get("title") or "",
            "questions": freeze_questions(value.get("questions")),
        }

    class Meta:
        icon = "help"
        label = _("Practice questions")
        description = _("Two or three questions with feedback. They don't count for the test.")
        preview_value = {
            "title": "Thử xem bạn nhớ được gì",
            "questions": [
                {
                    "type": "true_false",
                    "value": {
                        "prompt": "Bạn có thể đưa mã OTP cho người gọi tự xưng là công an.",
                        "answer": "false",
                        "feedback_true": "Không nên. Ai có mã là vào được tài khoản của bạn.",
                        "feedback_false": "Đúng vậy. Mã chỉ dành cho bạn.",
                        "explanation": "Công an không hỏi mã OTP qua điện thoại.",
                    },
                }
            ],
        }
