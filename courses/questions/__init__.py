"""Kinds of question: pure, the same in the bank, in a quiz and in a regrade.

Owns how a question is parted into what a browser may see and the key, and how an answer is
marked. Refuses a question that can't be answered rightly. A new kind is a module with a class as
``kind.QuestionKind`` says, registered here.
"""

from courses.questions.multiple import Multiple
from courses.questions.order import Order
from courses.questions.registry import all_kinds, question_kind, register
from courses.questions.single import Single
from courses.questions.true_false import TrueFalse

__all__ = ["all_kinds", "question_kind"]

for _kind in (Single(), Multiple(), TrueFalse(), Order()):
    register(_kind)
