"""The editor's forms of the question kinds, the same in a lesson and in the bank."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from courses.blocks.freezing import Json, Keeper, LearningBlock, child_key
from courses.blocks.pictures import keep_image

ANSWERS = [("true", _("Right")), ("false", _("Wrong"))]


def _key_block() -> blocks.RegexBlock:
    return blocks.RegexBlock(
        label=_("Key"),
        regex=r"^[a-z0-9-]+$",
        max_length=80,
        required=False,
        help_text=_("Leave it empty. It never changes once learners have answered."),
    )


class OptionBlock(blocks.StructBlock):
    """One answer to choose."""

    text = blocks.CharBlock(label=_("Answer"), max_length=300)
    correct = blocks.BooleanBlock(label=_("This answer is right"), required=False)
    feedback = blocks.CharBlock(label=_("What to say to who chooses it"), max_length=400)
    key = _key_block()

    class Meta:
        icon = "radio-full"
        label = _("Answer")
        form_layout = BlockGroup(children=["text", "correct", "feedback"], settings=["key"])


class ItemBlock(blocks.StructBlock):
    """One thing to be put in order."""

    text = blocks.CharBlock(label=_("Step"), max_length=300)
    key = _key_block()

    class Meta:
        icon = "bars"
        label = _("Step")
        form_layout = BlockGroup(children=["text"], settings=["key"])


class QuestionBlock(LearningBlock, blocks.StructBlock):
    """What all kinds have: the question, and what to say after it was answered."""

    prompt = blocks.TextBlock(label=_("Question"), rows=2)
    explanation = blocks.TextBlock(label=_("Why (shown afterwards)"), rows=2, required=False)
    key = _key_block()

    def freeze(self, value: Any, keep: Keeper = keep_image) -> Json:
        """Return the author's value as question kinds want it, key and all."""
        return {
            "key": value.get("key") or "",
            "kind": self.name,
            "prompt": value.get("prompt") or "",
            "explanation": value.get("explanation") or "",
        }

    def get_preview_context(self, value: Any, parent_context: Any = None) -> Json:
        """Show the question as a quiz of one."""
        question = self.freeze(value)
        quiz = {"type": "quiz", "id": "preview", "value": {"title": "", "questions": [question]}}
        return {"frozen": quiz, "block_template": "courses/blocks/quiz_block.html"}

    def refuse(self, field: str, message: Any) -> None:
        """Say beside ``field`` what is wrong; a draft may stay as it is.

        Raises:
            StructBlockValidationError: when the value is to be published.
        """
        if not self.is_deferred_validation:
            raise StructBlockValidationError(block_errors={field: ValidationError(message)})


class ChoiceQuestionBlock(QuestionBlock):
    """Answers to choose from."""

    options = blocks.ListBlock(OptionBlock(), label=_("Answers"), min_num=2, max_num=6)

    def freeze(self, value: Any, keep: Keeper = keep_image) -> Json:
        """Return the question with its answers."""
        return {
            **super().freeze(value, keep),
            "options": [
                {
                    "key": key,
                    "text": option.get("text") or "",
                    "correct": bool(option.get("correct")),
                    "feedback": option.get("feedback") or "",
                }
                for key, option in _listed(value.get("options"))
            ],
        }

    class Meta:
        form_layout = BlockGroup(children=["prompt", "options", "explanation"], settings=["key"])


class SingleBlock(ChoiceQuestionBlock):
    """One answer is right."""

    def clean(self, value: Any) -> Any:
        """Refuse no right answer, and two."""
        value = super().clean(value)
        if sum(bool(option.get("correct")) for option in value["options"]) != 1:
            self.refuse("options", _("Mark exactly one answer as right."))
        return value

    class Meta:
        icon = "radio-full"
        label = _("One right answer")
        description = _("Three or four answers of like length; exactly one is right.")
        preview_value = {
            "prompt": "Bạn nên tải VNeID ở đâu?",
            "options": [
                {
                    "text": "Ở kho ứng dụng chính thức của máy",
                    "correct": True,
                    "feedback": "Đúng. Kho chính thức có kiểm tra ứng dụng.",
                },
                {"text": "Ở đường dẫn trong tin nhắn", "feedback": "Đây là cách kẻ gian hay dùng."},
                {"text": "Ở trang quảng cáo", "feedback": "Trang quảng cáo có thể là giả."},
            ],
            "explanation": "Chỉ cài từ kho chính thức của máy.",
        }


class MultipleBlock(ChoiceQuestionBlock):
    """Several answers are right."""

    def clean(self, value: Any) -> Any:
        """Refuse fewer than two right answers."""
        value = super().clean(value)
        if sum(bool(option.get("correct")) for option in value["options"]) < 2:
            self.refuse("options", _("Mark at least two answers as right."))
        return value

    class Meta:
        icon = "tick-inverse"
        label = _("Several right answers")
        description = _("The learner is told that several answers are right.")
        preview_value = {
            "prompt": "Những gì cần giữ kín?",
            "options": [
                {"text": "Mật khẩu", "correct": True, "feedback": "Đúng."},
                {"text": "Mã OTP", "correct": True, "feedback": "Đúng."},
                {"text": "Tên xã của bạn", "feedback": "Điều này ai cũng biết."},
            ],
            "explanation": "Mật khẩu và mã OTP là chìa khoá của tài khoản.",
        }


class TrueFalseBlock(QuestionBlock):
    """A sentence that is right or wrong."""

    answer = blocks.ChoiceBlock(
        label=_("The sentence is"), choices=ANSWERS, widget=forms.RadioSelect
    )
    feedback_true = blocks.CharBlock(label=_("What to say to who says “right”"), max_length=400)
    feedback_false = blocks.CharBlock(label=_("What to say to who says “wrong”"), max_length=400)

    def freeze(self, value: Any, keep: Keeper = keep_image) -> Json:
        """Return the sentence and whether it is right."""
        return {
            **super().freeze(value, keep),
            "answer": {"true": True, "false": False}.get(value.get("answer")),
            "feedback_true": value.get("feedback_true") or "",
            "feedback_false": value.get("feedback_false") or "",
        }

    class Meta:
        icon = "check"
        label = _("Right or wrong")
        description = _("A plain sentence without “not”; the learner says right or wrong.")
        form_layout = BlockGroup(
            children=["prompt", "answer", "feedback_true", "feedback_false", "explanation"],
            settings=["key"],
        )
        preview_value = {
            "prompt": "VNeID là ứng dụng của Bộ Công an.",
            "answer": "true",
            "feedback_true": "Đúng vậy.",
            "feedback_false": "VNeID do Bộ Công an xây dựng.",
            "explanation": "",
        }


class OrderBlock(QuestionBlock):
    """Things to be put in order."""

    items = blocks.ListBlock(
        ItemBlock(), label=_("Steps, in the right order"), min_num=3, max_num=6
    )

    def freeze(self, value: Any, keep: Keeper = keep_image) -> Json:
        """Return the steps in the right order."""
        listed = _listed(value.get("items"))
        return {
            **super().freeze(value, keep),
            "items": [{"key": key, "text": item.get("text") or ""} for key, item in listed],
        }

    class Meta:
        icon = "list-ol"
        label = _("Put in order")
        description = _("Three to five steps; the learner sees them mixed up.")
        form_layout = BlockGroup(children=["prompt", "items", "explanation"], settings=["key"])
        preview_value = {
            "prompt": "Bạn cài VNeID theo thứ tự nào?",
            "items": [
                {"text": "Mở kho ứng dụng"},
                {"text": "Tìm VNeID"},
                {"text": "Bấm cài đặt"},
            ],
            "explanation": "",
        }


QUESTION_BLOCKS = [
    ("single", SingleBlock()),
    ("multiple", MultipleBlock()),
    ("true_false", TrueFalseBlock()),
    ("order", OrderBlock()),
]


def freeze_questions(stream: Any) -> list[Json]:
    """Return a stream of questions as authors' values, each with a key that lasts."""
    questions = []
    for position, child in enumerate(stream or [], start=1):
        frozen = child.block.freeze(child.value)
        questions.append({**frozen, "key": child_key(child.value, child.id, position)})
    return questions


def _listed(items: Any) -> list[tuple[str, Any]]:
    bound = getattr(items, "bound_blocks", [])
    return [
        (child_key(child.value, child.id, position), child.value)
        for position, child in enumerate(bound, start=1)
    ]
