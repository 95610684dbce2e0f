"""The people and papers that the list of pages needs, added to a small world or to the demo.

Names, places and titles can be as long as they ever get: what breaks a page is found here first.
"""

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.test import Client
from django.utils import timezone

if TYPE_CHECKING:
    from courses.models import Enrolment
    from people.models import User

SLUG = "lam-quen-voi-vneid"
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Hoàng Phương Khánh Huyền Trang"
PHONES = {"newcomer": "+84911300001", "finisher": "+84911300002", "struggler": "+84911300003"}
PHONES |= {"sitter": "+84911300004", "pending": "+84911300005"}
NAMES = {
    "newcomer": "Nguyễn Thị Bông",
    "finisher": LONG_NAME,
    "struggler": "Điểu Thị Năm",
    "sitter": "Trần Văn Út",
    "pending": "Huỳnh Nguyễn Thị Thanh Phượng",
}
MAILBOX = "phuong.khanh@example.vn"


@dataclass
class World:
    """Who may open pages, and the names that stand in their addresses."""

    users: dict[str, "User"]
    names: dict[str, Any] = field(default_factory=dict)

    def session(self, role: str) -> str:
        """Return the key of a new session of ``role``, staff with their second factor."""
        from tests.cast import sign_in

        client = Client()
        sign_in(client, self.users[role], second_factor=True)
        return client.cookies["sessionid"].value


def furnish(users: dict[str, "User"], team: int) -> World:
    """Add learners, attempts, awards, mails and an account that waits to be confirmed.

    Args:
        users: accounts of studying, leader, officer, province, trainer, reviewer, administrator.
        team: the unit that the leader leads.
    """
    from teams.nudges import stop_token
    from tests.screens.reminders import furnish_reminders
    from tests.screens.village import assess_somebody, hold_classes

    world = World(dict(users), {"slug": SLUG, "team": team})
    world.names["stop"] = stop_token(users["leader"].person_id or 0)
    for role in ("newcomer", "finisher", "struggler", "sitter"):
        world.users[role] = _account(role)
    _second_on_the_phone()
    _learning(world)
    _awards(world)
    _waiting(world, team)
    _mails(world)
    _long_work(world)
    _twins(world)
    hold_classes(world, team)
    _elsewhere(world)
    _rosters(world)
    assess_somebody(world)
    _unit_change(world, team)
    _outreach(world, team)
    _cards(world, team)
    furnish_reminders(world.users["studying"])
    return world


def _cards(world: World, team: int) -> None:
    """Give two members of the leader's team a card."""
    from tests.screens.cards import furnish_cards

    world.names |= furnish_cards(world.users, team)


def _outreach(world: World, team: int) -> None:
    """Let the leader help citizens and send a report."""
    from tests.screens.outreach import furnish_outreach

    world.names |= furnish_outreach(world.users, team)


def _rosters(world: World) -> None:
    """Send in lists of the officer's commune: one just come, one checked, one taken in."""
    from tests.screens.lists import furnish_lists

    world.names |= furnish_lists(world.users, world.names["commune"])


def _elsewhere(world: World) -> None:
    """Take in two lists of another platform; the finisher says that a record is wrong."""
    from tests.screens.elsewhere import furnish_elsewhere

    world.names |= furnish_elsewhere(world.users)


def _long_work(world: World) -> None:
    from people.models import Job

    job = Job.objects.create(
        kind="test", by=world.users["officer"], state="running", done=1204, total=1956
    )
    world.names["job"] = job.pk


def _twins(world: World) -> None:
    """Add somebody to the officer's commune twice."""
    from people.registry import add_person, join
    from people.scope import positions

    officer = world.users["officer"]
    home = next(iter(positions(officer).roles["commune_officer"]))
    world.names["commune"] = home
    from people.models import Unit

    unit = Unit.objects.get(pk=home)
    for name in ("twin", "other_twin"):
        person = add_person(
            name=LONG_NAME, birth_year=1958, source="roster", by=officer, is_synthetic=True
        )
        join(
            person=person,
            unit=unit,
            category="citizen" if name == "twin" else "trader",
            since=timezone.localdate(),
            by=officer,
        )
        world.names[name] = person.pk


def _unit_change(world: World, team: int) -> None:
    """Open a hamlet in the officer's commune, once, and let the team wait for a decision."""
    import datetime as dt

    from people.models import UnitChange, UnitTouch
    from people.units.changing import carry_out
    from people.units.orders import Order, Part
    from people.units.planning import plan

    day = timezone.localdate()
    order = Order(
        "open",
        day,
        "45/NQ-HĐND",
        day - dt.timedelta(days=9),
        into_id=world.names["commune"],
        kind="hamlet",
        parts=(Part("Khu phố Nguyễn Thị Minh Khai", "HM-0001"),),
    )
    row = UnitChange.objects.filter(what="open").first()
    if row is None:
        by = world.users["province"]
        row = carry_out(order=order, key=uuid.uuid4(), seen=plan(order).seen, by=by)
        UnitTouch.objects.create(change=row, unit_id=team, part="carried")
    world.names["unit_change"] = row.pk
    world.names["unattached"] = world.users["finisher"].pk


def demo_users() -> tuple[dict[str, "User"], int]:
    """Return the demo's accounts by role, and the leader's team."""
    from django.contrib.auth import get_user_model

    from learn.demo import accounts
    from people.scope import positions

    roles = ("studying", "leader", "officer", "province", "trainer", "reviewer", "administrator")
    known = get_user_model().objects.select_related("person")
    users = {role: known.get(phone=getattr(accounts, role.upper()).phone) for role in roles}
    return users, next(iter(positions(users["leader"]).team_ids))


def _account(role: str, birth_year: int = 1958) -> "User":
    from people.accounts.signup import Details, account_for

    details = Details(name=NAMES[role], birth_year=birth_year, phone=PHONES[role])
    return account_for(details)


def _second_on_the_phone() -> None:
    from people.accounts.signup import Details, account_for

    account_for(Details(name=LONG_NAME, birth_year=1990, phone=PHONES["newcomer"]))
    account_for(Details(name=LONG_NAME, birth_year=1961, email=MAILBOX))


def _learning(world: World) -> None:
    """Let the finisher pass, the struggler fail, the sitter begin; name a lesson with exercises."""
    from courses.models import BankQuestion, CoursePage, EditionPage, LessonPage
    from courses.queries import families

    family = families([SLUG])[0]
    held = {
        role: _enrolment(world.users[role], family)
        for role in ("studying", "finisher", "struggler", "sitter")
    }
    finisher = held["finisher"]
    if not hasattr(finisher, "completion"):
        _do_all_lessons(finisher)
    world.names |= {
        "passed": _test(finisher, right=True).pk,
        "failed": _test(held["struggler"], right=False).pk,
    }
    opened = _open_test(held["sitter"])
    order = _number_of(opened, "order")
    lessons = EditionPage.objects.filter(
        edition=held["studying"].edition, kind="lesson", language="vi"
    ).order_by("position")
    lesson = next(page for page in lessons if any(row["type"] == "quiz" for row in page.body))
    page = CoursePage.objects.get(slug=SLUG, locale__language_code="vi")
    world.names |= {
        "open": opened.pk,
        "order": order,
        "lesson": lesson.slug,
        "course_page": page.pk,
        "lesson_page": LessonPage.objects.descendant_of(page).first().pk,
        "question": BankQuestion.objects.first().pk,
    }


def _enrolment(user: "User", family: Any) -> "Enrolment":
    from courses.learning import enrol

    return enrol(person=user.person, family=family, reason="self", by=user)


def _do_all_lessons(enrolment: "Enrolment") -> None:
    from courses.learning import finish_lesson, practise
    from courses.models import EditionPage

    now = timezone.now()
    for page in EditionPage.objects.filter(
        edition=enrolment.edition, kind="lesson", language="vi"
    ).order_by("position"):
        for block in page.body:
            for question in block["value"].get("questions", []) if block["type"] == "quiz" else []:
                practise(
                    enrolment=enrolment,
                    page_key=page.page_key,
                    block_id=block["id"],
                    answers={question["key"]: _some_answer(question)},
                    at=now,
                )
        finish_lesson(enrolment=enrolment, page_key=page.page_key, at=now)


def _some_answer(question: dict[str, Any]) -> Any:
    options = [option["key"] for option in question.get("options") or question.get("items") or []]
    by_kind = {"true_false": True, "multiple": options[:1], "order": options}
    return by_kind.get(question["kind"], options[0] if options else "")


def _open_test(enrolment: "Enrolment") -> Any:
    from courses.learning import open_attempt

    return open_attempt(
        enrolment=enrolment,
        page_key=uuid.UUID(enrolment.edition.rules["course_key"]),
        block_id="final",
        at=timezone.now(),
    )


def _test(enrolment: "Enrolment", *, right: bool) -> Any:
    """Return an attempt that was handed in: wholly right, or empty."""
    from courses.learning import answer, submit
    from courses.models import Attempt, EditionItem

    known = Attempt.objects.filter(enrolment=enrolment, block_id="final", results__passed=right)
    if known.exists():
        return known.first()
    attempt, now = _open_test(enrolment), timezone.now()
    keys = {item["key"] for item in attempt.served["items"]} if right else set()
    items = EditionItem.objects.filter(edition=attempt.edition, item_key__in=keys, language="vi")
    for item in items:
        rights = item.key["right"]
        payload = rights[0] if item.kind == "single" else rights
        answer(
            attempt=attempt,
            item_key=item.item_key,
            payload=payload,
            response_id=uuid.uuid4(),
            at=now,
        )
    submit(attempt=attempt, at=now)
    return attempt


def _number_of(attempt: Any, kind: str) -> int:
    """Return the place of the first question of ``kind`` in the test, or 2."""
    from courses.models import EditionItem

    keys = [item["key"] for item in attempt.served["items"]]
    kinds = {
        item.item_key: item.kind
        for item in EditionItem.objects.filter(
            edition=attempt.edition, item_key__in=keys, language="vi"
        )
    }
    return next((place for place, key in enumerate(keys, 1) if kinds[key] == kind), 2)


def _awards(world: World) -> None:
    """Give the finisher a second certificate, revoked, besides that of the course."""
    import datetime as dt

    from certificates.evidence import NewEvidence, record
    from certificates.models import Award
    from certificates.register import NewAward, issue, revoke
    from courses.learning.elsewhere import known_elsewhere

    person = world.users["finisher"].person
    family = known_elsewhere(
        slug="lop-rat-dai",
        title="Bồi dưỡng kỹ năng số, an toàn thông tin và dịch vụ công trực tuyến "
        "cho người cao tuổi và thành viên tổ công nghệ số cộng đồng",
        origin="classroom",
        provider="Lớp có điểm danh",
    )
    on = timezone.localdate() - dt.timedelta(days=30)
    evidence = record(NewEvidence(person.pk, family.pk, "course", "screens:1", 2, on))
    second = issue(NewAward.for_evidence(evidence, rule_version=1))
    reason = {"reason": "wrong_facts", "voids_evidence": False}
    revoke(award=second, on=timezone.localdate(), by=None, **reason)
    first = Award.objects.filter(person=person).exclude(pk=second.pk).order_by("issued_at").last()
    world.names |= {
        "award": first.pk,
        "code": first.check_code,
        "revoked": second.pk,
        "revoked_code": second.check_code,
    }


def _waiting(world: World, team: int) -> None:
    """Put somebody on the team's roster whose account an officer must still confirm."""
    from people.dated import today
    from people.models import Person, RoleGrant, Unit
    from people.registry import add_person, join

    if not Person.objects.filter(contact_phone=PHONES["pending"]).exists():
        person = add_person(
            name=NAMES["pending"],
            birth_year=1970,
            contact_phone=PHONES["pending"],
            source="roster",
            by=None,
        )
        unit = Unit.objects.get(pk=team)
        day = today()
        join(
            person=person,
            unit=unit,
            category="team_member",
            position="deputy",
            since=day,
            by=None,
        )
    pending = _account("pending", birth_year=1970)
    trainer = world.users["trainer"].person
    grant = RoleGrant.objects.current().get(person=trainer)
    world.names |= {"pending": pending.pk, "person": pending.person_id, "grant": grant.pk}


def _mails(world: World) -> None:
    """Ask for a code by e-mail, for a mailbox with an account and for one without."""
    from people.models import Message

    for name, address in (("mail_code", MAILBOX), ("mail_unknown", "chua.co@example.vn")):
        Client(SERVER_NAME="127.0.0.1").post("/vi/tai-khoan/login/", {"login": address})
        world.names[name] = Message.objects.filter(to=address).latest("created_at").pk
