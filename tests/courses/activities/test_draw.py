"""The draw of a final test: repeatable, spread over skills, fair."""

from collections import Counter

from courses.activities.final_test.draw import draw_keys

SKILLS = {f"k{n:02}": f"skill-{n % 4}" for n in range(40)}


def test_the_same_seed_draws_the_same_and_others_differ():
    assert draw_keys(SKILLS, 5, 15) == draw_keys(dict(reversed(SKILLS.items())), 5, 15)
    assert len({tuple(draw_keys(SKILLS, seed, 15)) for seed in range(50)}) == 50


def test_skills_are_spread_evenly():
    for seed in range(30):
        drawn = Counter(SKILLS[key] for key in draw_keys(SKILLS, seed, 15))
        assert sorted(drawn.values()) == [3, 4, 4, 4]


def test_no_question_is_drawn_twice_and_a_small_bank_gives_all_it_has():
    drawn = draw_keys(SKILLS, 1, 40)
    assert len(set(drawn)) == len(drawn) == 40
    assert sorted(draw_keys({"a": "", "b": ""}, 1, 15)) == ["a", "b"]
    assert draw_keys({}, 1, 15) == []


def test_every_question_comes_up():
    seen = Counter(key for seed in range(400) for key in draw_keys(SKILLS, seed, 8))
    assert set(seen) == set(SKILLS)
    assert max(seen.values()) < 3 * min(seen.values())
