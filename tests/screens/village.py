"""What happens in the village: classes, learning on one device, observed practice."""

import uuid
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from tests.screens.world import World

SLUG = "lam-quen-voi-vneid"


def hold_classes(world: "World", team: int) -> None:
    """Hold two classes of the leader's team: one is open, one is over."""
    import datetime as dt

    from teams import classes
    from teams.classes.holding import NewClass

    leader, now = world.users["leader"], timezone.now()
    for name, days in (("class", 0), ("closed_class", 2)):
        new = NewClass(
            uuid.uuid4(),
            team,
            "Dùng Cổng Dịch vụ công quốc gia trên điện thoại, nộp hồ sơ cho người thân",
            "Nhà văn hoá khu phố 3, đường Nguyễn Thị Minh Khai",
            now - dt.timedelta(days=days, hours=1),
        )
        session = classes.open_class(new=new, by=leader, at=now)
        persons = [world.users[role].person for role in ("studying", "finisher", "struggler")]
        classes.mark(session=session, persons=persons, how="list", by=leader, at=now)
        if days:
            classes.close_class(session=session, by=leader, at=now)
        world.names[name] = session.pk
    _group(world, classes.class_of(world.names["class"]))


def _group(world: "World", session: Any) -> None:
    """Let one person of the open class answer an exercise on the leader's phone."""
    from courses.learning.together import Helped, edition_for, learn_together, seed_of
    from courses.models import CourseFamily
    from courses.queries.quizzes import quizzes_of, served_quiz
    from teams.classes.grouping import occasion_of

    quiz = quizzes_of(SLUG, "vi")[0]
    family = CourseFamily.objects.get(slug=SLUG)
    person, key = world.users["struggler"].person, uuid.uuid4()
    served = served_quiz(
        edition_for(person.pk, family), quiz.page_key, quiz.block_id, seed_of(key)
    ).served
    answers = {
        item["key"]: (item["options"] or ["true"])[0]
        if item["kind"] in ("single", "true_false")
        else item["options"]
        for item in served["items"]
    }
    helped = Helped(
        key, person, family, quiz.page_key, quiz.block_id, answers, occasion_of(session)
    )
    learn_together(helped=helped, by=world.users["leader"], at=timezone.now())
    world.names["exercise"] = f"{SLUG}/{quiz.page_key}/{quiz.block_id}"
    world.names["group_person"] = world.users["finisher"].person.pk
    world.names["group_result"] = f"{person.pk}/?luot={key}"


def assess_somebody(world: "World") -> None:
    """Make the leader an assessor who saw one task."""
    import datetime as dt

    from certificates.evidence import NewEvidence, record
    from certificates.register import NewAward, issue
    from courses.models import CourseFamily
    from people.queries import commune_of
    from teams.assessing.facts import communes_of
    from teams.models import AssessorCheck, Observation

    leader, trainer = world.users["leader"], world.users["trainer"]
    today = timezone.localdate()
    family = CourseFamily.objects.get(slug=SLUG)
    passed = NewEvidence(leader.person_id, family.pk, "course", "screens:leader", 2, today)
    issue(NewAward.for_evidence(record(passed), rule_version=1))
    for days in (20, 40):
        AssessorCheck.objects.get_or_create(
            candidate=leader.person,
            observer=trainer.person,
            on=today - dt.timedelta(days=days),
            defaults={"is_good": True, "by": trainer},
        )
    marks = dict.fromkeys(("mo", "giay-to", "qr", "tu-choi"), "alone") | {"mat-may": "hint"}
    place = communes_of(leader.person, today) or set(
        commune_of([world.names["team"]], today).values()
    )
    row = Observation.objects.create(
        learner=world.users["studying"].person,
        assessor=leader.person,
        unit_id=min(place),
        task="vneid-muc-2",
        rubric_version=1,
        marks=marks,
        on=today,
        by=leader,
    )
    world.names["observation"] = row.pk
    world.names["assessed"] = _someone_of(world.names["team"], leader.person_id).pk


def _someone_of(team: int, leader_id: int) -> Any:
    """Return a member of the team who isn't its leader."""
    from people.queries import memberships_on

    rows = memberships_on(timezone.localdate()).filter(unit_id=team).order_by("person_id")
    return rows.exclude(person_id=leader_id).first().person
