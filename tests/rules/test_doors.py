"""Every address of ours × every role: a new address without a row here fails.

Columns: anonymous, Bình (learner), Lan (leads the team), Hoa (leads the next commune's team), Tâm
(officer of the commune), Dũng (province), Trang (trainer). "in" means sent to sign in.
"""

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone, translation

from certificates.evidence import NewEvidence, record
from certificates.register import NewAward, issue
from courses.learning import enrol, open_attempt
from courses.models import CourseFamily, EditionPage, LessonPage
from indicators.definitions import load_definitions
from people.models import Job, UnitChange
from teams.nudges import stop_token
from tests.cast import Cast, assemble
from tests.certificates.recognition.desk import addresses
from tests.people.rosters.lists import addresses as roster_addresses
from tests.teams.class_doors import assessing_arguments, class_arguments
from tests.teams.group_doors import group_arguments
from tests.teams.outreach_doors import outreach_arguments

ROLES = ("-", "binh", "lan", "hoa", "tam", "dung", "trang")
FLOORS = {"people", "courses", "certificates", "teams", "indicators", "learn"}
SLUG = "lam-quen-voi-vneid"

EVERYBODY = (200,) * 7
SIGNED_IN = ("in", 200, 200, 200, 200, 200, 200)
BINHS = ("in", 200, 404, 404, 404, 404, 404)
BINHS_AWARD = ("in", 200, 403, 403, 403, 200, 403)
BINHS_COURSE = ("in", 200, 302, 302, 302, 302, 302)
POST_ONLY = (405,) * 7
POST_SIGNED_IN = ("in", 405, 405, 405, 405, 405, 405)
# A GET of these, e.g. after signing in on the way, leads back to the course.
POST_OR_BACK = ("in", 302, 302, 302, 302, 302, 302)
PROVINCE = ("in", 403, 403, 403, 403, 200, 403)
EDITORS = ("in", "in", "in", "in", "in", 302, 302)
OFFICERS = ("in", 403, 403, 403, 200, 200, 403)
OFFICERS_BACK = ("in", 403, 403, 403, 302, 302, 403)
OFFICERS_POST = ("in", 403, 403, 403, 405, 405, 403)
TEAMS = ("in", 403, 200, 403, 200, 200, 403)
LEADERS_POST = ("in", 405, 405, 405, 405, 405, 405)
# None of these is an administrator; Quý, who is, has tests of their own.
ADMINISTRATORS = ("in", 403, 403, 403, 403, 403, 403)
COUNTERS = ("in", 403, 403, 403, 200, 200, 200)

TABLE: dict[str, tuple[int | str, ...]] = {
    "healthz": EVERYBODY,
    "home": EVERYBODY,
    "patterns": EVERYBODY,
    "privacy": EVERYBODY,
    "guides": EVERYBODY,
    "guide": EVERYBODY,
    "catalogue": EVERYBODY,
    "course": EVERYBODY,
    "verify": EVERYBODY,
    "verify_code": EVERYBODY,
    "verify_short": (302,) * 7,
    "outbox": EVERYBODY,
    "media": (404,) * 7,
    "signup_code": (302,) * 7,
    "who_learns": ("in", 302, 302, 302, 302, 302, 302),
    "card_sign_in": EVERYBODY,
    "card_sign_in_with": EVERYBODY,
    "card_agree": (302,) * 7,
    "card_leave": POST_ONLY,
    "my_cards": ("in", 403, 302, 302, 302, 403, 403),
    "unit_cards": ("in", 403, 200, 403, 200, 403, 403),
    "card_sheet": LEADERS_POST,
    "person_card": ("in", 403, 200, 403, 200, 403, 403),
    "profile": SIGNED_IN,
    "set_consent": POST_SIGNED_IN,
    "choose_language": POST_ONLY,
    "set_channels": POST_SIGNED_IN,
    "add_this_device": POST_SIGNED_IN,
    "forget_device": POST_SIGNED_IN,
    "push_worker": EVERYBODY,
    "message_report": POST_ONLY,
    "confirm_accounts": OFFICERS,
    "confirm_account": OFFICERS_POST,
    "reject_account": OFFICERS_BACK,
    "job": BINHS,
    "cancel_job": POST_SIGNED_IN,
    "rosters": OFFICERS,
    "roster": OFFICERS,
    "roster_columns": OFFICERS,
    "roster_apply": OFFICERS_POST,
    "roster_drop": OFFICERS_POST,
    "roster_rejected": OFFICERS,
    "roster_queue": OFFICERS,
    "roster_line": OFFICERS,
    "twins": OFFICERS,
    "merge_persons": OFFICERS,
    "part_persons": OFFICERS_POST,
    "tell_persons_apart": OFFICERS_POST,
    "ask_about_persons": OFFICERS_POST,
    "unattached": OFFICERS,
    "attach_known": OFFICERS_POST,
    "attach_account": ("in", 403, 403, 403, 404, 200, 403),
    "units": OFFICERS,
    "unit": OFFICERS,
    "unit_change": PROVINCE,
    "unit_receipt": PROVINCE,
    "teams_to_decide": OFFICERS,
    "roles": ADMINISTRATORS,
    "give_role": ADMINISTRATORS,
    "end_role": ADMINISTRATORS,
    "enrol": POST_OR_BACK,
    "lesson": BINHS_COURSE,
    "lesson_done": POST_SIGNED_IN,
    "activity_event": POST_SIGNED_IN,
    "test_intro": BINHS_COURSE,
    "test_start": POST_OR_BACK,
    "test_question": BINHS,
    "test_submit": ("in", 200, 404, 404, 404, 404, 404),
    "test_result": ("in", 302, 404, 404, 404, 404, 404),
    "my_learning": SIGNED_IN,
    "my_certificates": SIGNED_IN,
    "certificate": BINHS_AWARD,
    "certificate_pdf": BINHS_AWARD,
    "revoke_find": PROVINCE,
    "revoke_award": PROVINCE,
    "recognition": PROVINCE,
    "recognition_batch": PROVINCE,
    "recognition_columns": ("in", 403, 403, 403, 403, 302, 403),
    "recognition_apply": ("in", 403, 403, 403, 403, 405, 403),
    "recognition_reverse": PROVINCE,
    "recognition_drop": ("in", 403, 403, 403, 403, 405, 403),
    "recognition_file": PROVINCE,
    "appeals": OFFICERS,
    "appeal": ("in", 403, 403, 403, 404, 200, 403),
    "paper": ("in", 403, 403, 403, 404, 200, 403),
    "paper_file": ("in", 403, 403, 403, 404, 200, 403),
    "my_elsewhere": SIGNED_IN,
    "send_paper": SIGNED_IN,
    "say_wrong": BINHS,
    "recognition_sources": PROVINCE,
    "recognition_source": PROVINCE,
    "end_decision": ("in", 403, 403, 403, 403, 405, 403),
    "recognition_waiting": PROVINCE,
    "recognition_line": PROVINCE,
    "ask_team": SIGNED_IN,
    "wide_board": ("in", 302, 302, 302, 302, 302, 302),
    "province_board": PROVINCE,
    "commune_board": OFFICERS,
    "commune_assign": OFFICERS,
    "team": ("in", 403, 302, 302, 200, 200, 403),
    "team_board": TEAMS,
    "team_nudge": LEADERS_POST,
    "stop_nudges": EVERYBODY,
    "team_profile": TEAMS,
    "team_edit": ("in", 405, 405, 405, 405, 405, 405),
    "team_answer": LEADERS_POST,
    "team_decision_file": ("in", 403, 404, 403, 404, 404, 403),
    "team_card_sheet": TEAMS,
    "join_team": SIGNED_IN,
    "team_card": POST_SIGNED_IN,
    "team_month": TEAMS,
    "team_assign": TEAMS,
    "end_assignment": POST_SIGNED_IN,
    "team_print": TEAMS,
    "team_picture": TEAMS,
    "team_classes": TEAMS,
    "my_classes": ("in", 403, 200, 200, 403, 403, 200),
    "class_session": TEAMS,
    "class_code": TEAMS,
    "class_roll": LEADERS_POST,
    "class_add": LEADERS_POST,
    "class_cards": LEADERS_POST,
    "class_remove": LEADERS_POST,
    "class_turn": LEADERS_POST,
    "counter": ("in", 403, 200, 200, 200, 403, 403),
    "team_outreach": TEAMS,
    "outreach_visit": ("in", 403, 200, 403, 404, 404, 403),
    "visit_photo": ("in", 403, 200, 403, 404, 404, 403),
    "team_reports": TEAMS,
    "team_report": TEAMS,
    "team_report_pdf": TEAMS,
    "team_report_turn": POST_SIGNED_IN,
    "commune_outreach": OFFICERS,
    "commune_outreach_people": OFFICERS,
    "households": OFFICERS,
    "rule_visit": POST_SIGNED_IN,
    "commune_reports": OFFICERS,
    "province_outreach": PROVINCE,
    "assess": SIGNED_IN,
    "my_observations": SIGNED_IN,
    "assess_watch": ("in", 403, 403, 403, 403, 403, 200),
    "assess_drift": PROVINCE,
    # Nobody here may assess: they are led to what is missing.
    "assess_person": ("in", 302, 302, 302, 302, 302, 302),
    "assess_task": ("in", 302, 302, 302, 302, 302, 302),
    "my_signatures": SIGNED_IN,
    "my_signed_class": ("in", 404, 200, 404, 404, 404, 404),
    "my_signed_report": ("in", 404, 200, 404, 404, 404, 404),
    "observation": ("in", 403, 200, 403, 403, 403, 403),
    "class_group": TEAMS,
    "class_group_names": TEAMS,
    "class_group_turn": TEAMS,
    "class_join": ("in", 200, 200, 200, 200, 200, 200),
    "indicators": COUNTERS,
    "indicator": COUNTERS,
    "indicator_changes": COUNTERS,
    "indicator_csv": COUNTERS,
    "indicator_sources": COUNTERS,
    "indicator_sources_file": COUNTERS,
    "indicator_source_names": PROVINCE,
    "indicator_source_names_file": PROVINCE,
    "indicator_names": ("in", 403, 403, 403, 403, 200, 403),
    "indicator_names_csv": ("in", 403, 403, 403, 403, 200, 403),
    "api_docs": EVERYBODY,
    "api:openapi-json": EVERYBODY,
    "api:api-root": (404,) * 7,
    "api:courses": EVERYBODY,
    "api:course": EVERYBODY,
    "api:certificate": EVERYBODY,
    "api:indicators": EVERYBODY,
    "api:indicator": EVERYBODY,
    "courses_catalogue": EDITORS,
    "courses_release": EDITORS,
    "courses_facts": ("in", "in", "in", "in", "in", 200, 200),
    "courses_facts_results": ("in", "in", "in", "in", "in", 200, 200),
    "courses_check_fact": ("in", "in", "in", "in", "in", 302, 302),
}


def names_of_ours(resolver: URLResolver | None = None) -> set[str]:
    """Return the names of all addresses that our own floors answer."""
    found: set[str] = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == "api":
            # The functions behind these are wrapped by the package that reads their parameters.
            found |= {f"api:{one.name}" for one in pattern.url_patterns}
        elif isinstance(pattern, URLResolver):
            found |= names_of_ours(pattern)
        elif getattr(pattern.callback, "__module__", "").split(".")[0] in FLOORS and pattern.name:
            found.add(pattern.name)
    return found


@pytest.fixture
def world() -> tuple[Cast, dict[str, dict[str, object]]]:
    """Return the cast and the arguments of every address: of Bình's learning, of Lan's team."""
    cast = assemble()
    call_command("ensure_site", verbosity=0)
    call_command("load_course", "vneid", untranslated=True, verbosity=0)
    load_definitions()
    family = CourseFamily.objects.get(slug=SLUG)
    binh, now = cast.persons["binh"], timezone.now()
    enrolment = enrol(person=binh, family=family, reason="self", by=None, at=now)
    course_page = EditionPage.objects.get(edition=enrolment.edition, kind="course", language="vi")
    lesson = EditionPage.objects.filter(
        edition=enrolment.edition, kind="lesson", language="vi"
    ).first()
    attempt = open_attempt(
        enrolment=enrolment, page_key=course_page.page_key, block_id="final", at=now
    )
    evidence = record(
        NewEvidence(binh.pk, family.pk, "course", "test:1", 2, timezone.localdate(now))
    )
    award = issue(NewAward.for_evidence(evidence, rule_version=1))
    fact_page = LessonPage.objects.values_list("pk", flat=True).first()
    slug = {"slug": SLUG}
    a_lesson = {"slug": SLUG, "lesson": lesson.slug}
    activity = {
        "enrolment_id": enrolment.pk,
        "page_key": lesson.page_key,
        "block_id": lesson.body[0]["id"],
    }
    sitting, held = {"attempt_id": attempt.pk}, {"award_id": award.pk}
    code = {"code": "officials-trained"}
    arguments: dict[str, dict[str, object]] = {
        "media": {"path": "editions/none.svg"},
        "guide": {"slug": "nguoi-hoc"},
        "verify_code": {"code": award.check_code},
        "verify_short": {"code": award.check_code},
        "activity_event": activity,
        "test_question": {**sitting, "number": 1},
        "end_assignment": {"unit_id": cast.team.pk, "assignment_id": 1},
        "courses_release": {"page_id": 1},
        "courses_check_fact": {"page_id": fact_page, "block_id": "none"},
        "confirm_account": {"user_id": cast.users["minh"].pk},
        "reject_account": {"user_id": cast.users["minh"].pk},
        "give_role": {"person_id": binh.pk},
        "end_role": {"grant_id": 1},
        "forget_device": {"device_id": 1},
        "message_report": {"channel": "sms"},
    }
    arguments |= {"api:certificate": {"code": award.check_code}, "api:indicator": code}
    commune, team = {"unit_id": cast.trang_bom.pk}, {"unit_id": cast.team.pk}
    arguments |= dict.fromkeys(["commune_board", "commune_assign"], commune)
    arguments |= dict.fromkeys([name for name in TABLE if name.startswith("team_")], team)
    arguments |= outreach_arguments(cast) | class_arguments(cast, TABLE)
    arguments |= assessing_arguments(cast)
    arguments |= group_arguments(cast, arguments["class_session"])
    arguments |= addresses(cast)
    arguments |= roster_addresses(cast)
    arguments |= {
        "merge_persons": {
            "person_id": cast.persons["minh"].pk,
            "other_id": cast.persons["lan"].pk,
        },
        "part_persons": {"merge_id": 1},
        "tell_persons_apart": {
            "person_id": cast.persons["minh"].pk,
            "other_id": cast.persons["lan"].pk,
        },
        "ask_about_persons": {"pair_id": 1},
        "attach_known": {
            "user_id": cast.users["binh"].pk,
            "person_id": cast.persons["minh"].pk,
        },
        **dict.fromkeys(["join_team", "unit_cards", "card_sheet"], team),
        "card_sign_in_with": {"code": "0123456789AB"},
        "person_card": {"person_id": cast.persons["minh"].pk},
        "stop_nudges": {"token": stop_token(cast.persons["minh"].pk)},
    }
    change = UnitChange.objects.create(what="keep", on=timezone.localdate(), by=cast.users["dung"])
    arguments |= {
        "attach_account": {"user_id": cast.users["binh"].pk},
        "unit": commune,
        "teams_to_decide": commune,
        "unit_change": {**commune, "act": "doi-ten"},
        "unit_receipt": {"change_id": change.pk},
    }
    job = {"job_id": Job.objects.create(kind="test", by=cast.users["binh"]).pk}
    arguments |= dict.fromkeys(["job", "cancel_job"], job)
    arguments |= dict.fromkeys(["course", "api:course", "enrol", "test_intro", "test_start"], slug)
    arguments |= dict.fromkeys(["lesson", "lesson_done"], a_lesson)
    arguments |= dict.fromkeys(["test_submit", "test_result"], sitting)
    arguments |= dict.fromkeys(["certificate", "certificate_pdf", "revoke_award"], held)
    arguments |= dict.fromkeys([name for name in TABLE if name.startswith("indicator_")], code)
    arguments |= {"indicator": code}
    return cast, arguments


def shown(response: HttpResponse) -> int | str:
    """Return the status, or "in" for a redirect to signing in."""
    if response.status_code == 302 and "/tai-khoan/login/" in response["Location"]:
        return "in"
    return response.status_code


def test_every_address_is_in_the_table() -> None:
    """Nothing is missing, nothing is left over."""
    with translation.override("vi"):
        assert names_of_ours() == set(TABLE)


@pytest.mark.django_db
def test_everybody_gets_what_the_table_says(world) -> None:
    """All addresses, all roles; every difference in one list."""
    cast, arguments = world
    clients = [Client() if role == "-" else cast.client(role) for role in ROLES]
    differences = []
    with translation.override("vi"):
        for name, row in TABLE.items():
            address = reverse(name, kwargs=arguments.get(name, {}))
            for role, client, expected in zip(ROLES, clients, row, strict=True):
                got = shown(client.get(address))
                if got != expected:
                    differences.append(f"{name} for {role}: {got}, not {expected}")
    assert not differences, "\n".join(differences)
