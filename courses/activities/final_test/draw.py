"""Draws questions by seed, spread over the skills."""

from courses.activities.contract import Json
from courses.questions.arrange import shuffled


def draw_keys(skills: dict[str, str], seed: int, count: int) -> list[str]:
    """Return ``count`` question keys (all, when there are fewer), in the order to be asked.

    Skills take turns, so that each has as many questions as any other, or one more, as far as
    the bank allows; which skill begins and which of its questions come is the seed's choice.

    Args:
        skills: the skill of every question, by question key.
    """
    turns: dict[str, list[str]] = {skill: [] for skill in shuffled(set(skills.values()), seed)}
    for key in shuffled(skills, seed):
        turns[skills[key]].append(key)
    drawn: list[str] = []
    while len(drawn) < count and any(turns.values()):
        for waiting in turns.values():
            if waiting and len(drawn) < count:
                drawn.append(waiting.pop())
    return shuffled(drawn, f"{seed}/order")


def skills_by_key(public: Json) -> dict[str, str]:
    """Return the skill of every question of a bank; one without counts as a skill of its own."""
    return {question["key"]: str(question.get("skill") or "") for question in public["questions"]}
