"""Kinds of question part, order and mark as their docstrings say, whatever they get."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.questions import all_kinds, question_kind
from courses.questions.arrange import shuffled
from courses.questions.kind import BadQuestion
from courses.questions.registry import register
from tests.courses.builder import multiple, order, right_answer, single, true_false

SAMPLES = [single("s"), multiple("m"), true_false("t"), true_false("f", answer=False), order("o")]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def parts(value):
    return question_kind(value["kind"]).split(value)


def mark(value, answer):
    return question_kind(value["kind"]).mark(parts(value)[1], answer)


@pytest.mark.parametrize("value", SAMPLES, ids=lambda value: value["key"])
@given(answer=JSON)
def test_any_answer_gets_a_share_between_nothing_and_all(value, answer):
    found = mark(value, answer)
    assert 0 <= found.share <= 1
    assert found == mark(value, answer)


@pytest.mark.parametrize("value", SAMPLES, ids=lambda value: value["key"])
def test_the_right_answer_is_wholly_right_and_no_answer_is_worth_nothing(value):
    key = parts(value)[1]
    assert mark(value, right_answer(key)).is_right
    assert mark(value, None).share == 0


@pytest.mark.parametrize("value", SAMPLES, ids=lambda value: value["key"])
def test_the_public_part_holds_neither_key_nor_feedback_nor_the_authors_order(value):
    public, _key = parts(value)
    assert set(public) <= {"key", "kind", "prompt", "options"}
    shown = public.get("options", [])
    assert all(set(option) == {"key", "text"} for option in shown)
    assert [option["key"] for option in shown] == sorted(option["key"] for option in shown)
    assert not {option["key"] for option in shown} & set("abcd")


def test_multiple_counts_right_ones_less_wrong_ones_and_never_below_nothing():
    public, key = parts(multiple("m"))
    right = key["right"]
    wrong = [option["key"] for option in public["options"] if option["key"] not in right]
    assert mark(multiple("m"), right[:1]).share == 0.5
    assert mark(multiple("m"), [*right, wrong[0]]).share == 0.5
    assert mark(multiple("m"), [*right, *wrong]).share == 0
    assert mark(multiple("m"), wrong).share == 0
    assert mark(multiple("m"), right[:1] * 5).share == 0.5


def test_order_counts_items_in_their_place():
    right = parts(order("o"))[1]["right"]
    assert mark(order("o"), [right[0], right[1], right[3], right[2]]).share == 0.5
    assert mark(order("o"), right[:3]).share == 0.75
    assert mark(order("o"), [*right, right[0]]).share == 0


def test_true_and_false_are_understood_as_forms_send_them():
    assert mark(true_false("t"), "true").is_right
    assert not mark(true_false("t"), 1).is_right


def test_feedback_is_that_of_the_chosen_option():
    key = parts(single("s"))[1]
    assert mark(single("s"), key["right"][0]).feedback == ["Góp ý a s"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({**single("s"), "options": []}, "few_options"),
        ({**single("s"), "key": ""}, "no_key"),
        ({**single("s"), "prompt": " "}, "no_prompt"),
        ({**single("s"), "options": multiple("m")["options"]}, "not_one_right"),
        ({**multiple("m"), "options": single("s")["options"]}, "few_right"),
        ({**multiple("m"), "options": multiple("m")["options"][:2]}, "all_right"),
        ({**true_false("t"), "answer": "yes"}, "no_answer"),
        ({**order("o"), "items": order("o")["items"][:2]}, "few_items"),
        ({**single("s"), "options": [{"key": "a", "text": ""}] * 2}, "option_without_text"),
        ({**single("s"), "options": [{"key": "a", "text": "x"}] * 2}, "same_option_twice"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_its_reason(value, code):
    with pytest.raises(BadQuestion) as refused:
        parts(value)
    assert refused.value.code == code


def test_a_kind_can_be_registered_only_once_and_an_unknown_one_is_refused():
    with pytest.raises(ValueError, match="registered twice"):
        register(all_kinds()[0])
    with pytest.raises(BadQuestion, match="no question kind"):
        question_kind("essay")


def test_the_same_seed_gives_the_same_order_and_another_one_another():
    keys = [f"k{n}" for n in range(20)]
    assert shuffled(keys, 7) == shuffled(reversed(keys), 7) != shuffled(keys, 8)
