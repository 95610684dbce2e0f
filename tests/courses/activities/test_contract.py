"""What every activity type owes: run over all that are registered (PEERS C5; E2 4, 14, 23)."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.activities import activity_type, all_types
from courses.activities.registry import UnknownKind, register
from tests.courses.builder import multiple, order, right_answer, single, true_false

QUESTIONS = [single("s"), multiple("m"), true_false("t"), order("o")]
# One author's value a type; a new type adds its own here.
SAMPLES = {
    "quiz": {"title": "Thử xem bạn nhớ được gì", "questions": QUESTIONS},
    "final_test": {"questions": [{**q, "skill": "ky-nang"} for q in QUESTIONS], "count": 3},
    "task": {"title": "Việc cần làm", "html": "<p>Mở máy</p>", "steps": ["Bấm ở"], "minutes": 3},
}
MARKED = {"quiz": ["Câu hỏi", "nhớ được"], "final_test": ["thứ tự"], "task": ["Mở", "Bấm ở"]}
SECRETS = {"right", "correct", "feedback", "explanation", "answer", "feedback_true", "skill"}
HEAVIEST = 60_000
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)
every_type = pytest.mark.parametrize("activity", all_types(), ids=lambda found: found.kind)


def names_in(value):
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    for inner in value if isinstance(value, list) else []:
        yield from names_in(inner)


def right_response(activity, key, served):
    if activity.kind == "task":
        return {"answers": {"done": True}}
    items = [item["key"] for item in served["items"]]
    return {"answers": {name: right_answer(key["items"][name]) for name in items}}


def made(activity, seed=11):
    public, key = activity.split(SAMPLES[activity.kind])
    return public, key, activity.serve(public, seed)


@every_type
def test_nothing_of_the_key_reaches_the_learner(activity):
    public, _key, served = made(activity)
    for shown in (activity.learner_data(public, served), activity.learner_data(public, None)):
        assert not SECRETS & set(names_in(shown))
        text = json.dumps(shown, ensure_ascii=False)
        assert "Góp ý" not in text
        assert "Giải thích" not in text
    assert not (SECRETS - {"skill"}) & set(names_in(public))


@every_type
@settings(max_examples=60)
@given(response=JSON)
def test_any_response_gets_the_same_bounded_grade_twice(activity, response):
    _public, key, served = made(activity)
    for sent in (response, {"answers": response}):
        found = activity.grade(key, served, sent)
        assert 0 <= found.points <= found.max_points
        assert found == activity.grade(key, served, sent)


@every_type
def test_an_empty_response_is_worth_nothing(activity):
    _public, key, served = made(activity)
    for nothing in (None, {}, [], {"answers": {}}):
        assert activity.grade(key, served, nothing).points == 0


@every_type
def test_the_maximum_can_be_reached_and_sending_more_adds_nothing(activity):
    _public, key, served = made(activity)
    response = right_response(activity, key, served)
    found = activity.grade(key, served, response)
    assert found.is_right
    assert found.points == found.max_points > 0
    response["answers"]["not-served"] = True
    assert activity.grade(key, served, response) == found


@every_type
def test_the_maximum_is_that_of_what_was_served(activity):
    _public, key, served = made(activity)
    full = activity.grade(key, served, {}).max_points
    doubled = {"items": served["items"] * 2}
    assert activity.grade(key, doubled, {}).max_points == full == len(served["items"])


@every_type
def test_what_is_kept_of_a_grade_holds_no_key(activity):
    _public, key, served = made(activity)
    detail = activity.grade(key, served, right_response(activity, key, served)).detail
    assert all(set(row) == {"points", "max", "right"} for row in detail.values())


@every_type
def test_the_same_seed_serves_the_same(activity):
    public, _key, served = made(activity)
    assert activity.serve(public, 11) == served


@every_type
def test_a_version_from_the_future_is_refused(activity):
    with pytest.raises(UnknownKind, match="known up to"):
        activity_type(activity.kind, activity.version + 1)


@every_type
def test_the_paper_form_and_the_voice_keep_vietnamese_marks(activity):
    public, _key, _served = made(activity)
    paper = "\n".join(activity.paper_form(public))
    assert all(word in paper for word in MARKED[activity.kind])
    assert activity.spoken_text(public).strip()


@every_type
def test_the_weight_is_within_the_budget(activity):
    public, _key, _served = made(activity)
    weight = activity.weight(public)
    assert 0 < weight.bytes < HEAVIEST
    assert weight.seconds > 0


@every_type
def test_statistics_count_what_was_right(activity):
    _public, key, served = made(activity)
    right = activity.grade(key, served, right_response(activity, key, served)).detail
    none = activity.grade(key, served, {}).detail
    counted = activity.statistics([right, none])
    assert all(row == {"served": 2, "right": 1} for row in counted.values())


@every_type
def test_evidence_of_an_unsupervised_activity_is_at_most_e2(activity):
    assert 0 <= activity.evidence_grade_max <= 2
    assert activity.facts({}) == []


def test_a_type_can_be_registered_only_once():
    with pytest.raises(ValueError, match="registered twice"):
        register(all_types()[0])
    with pytest.raises(UnknownKind, match="no activity type"):
        activity_type("hologram")
