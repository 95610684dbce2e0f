"""The pages of assessing: what is missing, five lines, the learner's word, the province's view."""

import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from certificates.models import Evidence
from people.models import AuditEntry, Message, Person
from teams.board.cards import READY
from teams.models import AssessorCheck, Observation, ObservationAnswer
from tests.cast import Cast, assemble
from tests.teams.assessors import TASK, certify, make_assessor, marks
from tests.teams.test_assessing import observed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble()


def form(**given: str) -> dict[str, str]:
    lines = {f"dong-{code}": mark for code, mark in marks(**given).items()}
    return {"id": str(uuid.uuid4()), "giay_to": "", **lines}


def task_page(cast: Cast, who: str = "minh") -> str:
    return reverse("assess_task", args=[cast.persons[who].pk, TASK])


def test_what_is_missing_is_said_until_nothing_is(cast: Cast):
    lan = cast.client("lan")
    page = lan.get(reverse("assess"))
    assert [one["is_met"] for one in page.context["conditions"]] == [False, False, True]
    assert lan.post(reverse("assess"), {"phone": "0901 000 002"}).status_code == 403
    make_assessor(cast)
    page = lan.get(reverse("assess"))
    assert page.context["standing"].is_assessor
    assert page.context["colleagues"] == []
    colleagues = {
        who: cast.client(who).get(reverse("assess")).context["colleagues"]
        for who in ("minh", "tam", "hoa", "binh", "trang")
    }
    mine = ["Nguyễn Thị Lan"]
    assert colleagues == {"minh": mine, "tam": mine, "hoa": [], "binh": [], "trang": []}
    assert all(one["is_met"] for one in page.context["conditions"])


def test_from_number_to_evidence(cast: Cast):
    make_assessor(cast)
    lan, minh = cast.client("lan"), cast.client("minh")
    answer = lan.post(reverse("assess"), {"phone": "0901 000 002"})
    assert answer.url == reverse("assess_person", args=[cast.persons["minh"].pk])
    assert task_page(cast) in lan.get(answer.url).content.decode()
    sent = form()
    answers = [lan.post(task_page(cast), sent) for _ in range(2)]
    row = Observation.objects.get()
    assert answers[0].url == answers[1].url == reverse("observation", args=[row.pk])
    assert "dung" not in re.findall(r'value="(\w+)"', lan.get(answers[0].url).content.decode())
    assert str(row.pk) in minh.get(reverse("my_observations")).content.decode()
    assert minh.get("/vi/").context["is_seen"]
    # The assessor can't press the learner's button.
    lan.post(answers[0].url, {"buoc": "dung"})
    assert not ObservationAnswer.objects.exists()
    minh.post(answers[0].url, {"buoc": "dung"})
    assert Evidence.objects.get(person=cast.persons["minh"]).grade == 3
    assert not minh.get("/vi/").context["is_seen"]
    assert str(row.pk) in lan.get(reverse("assess")).content.decode()


def test_what_was_written_wrongly_is_taken_back_by_the_assessor_only(cast: Cast):
    make_assessor(cast)
    row = observed(cast)
    lan, minh = cast.client("lan"), cast.client("minh")
    page = reverse("observation", args=[row.pk])
    assert not lan.get(page).context["may_withdraw"]
    minh.post(page, {"buoc": "dung"})
    evidence = Evidence.objects.get(person=cast.persons["minh"])
    minh.post(page, {"buoc": "rut", "vi_sao": "không thích"})
    lan.post(page, {"buoc": "rut", "vi_sao": " "})
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        cast.client("lan").post(page, {"buoc": "rut", "vi_sao": "muộn"})
    assert not hasattr(Evidence.objects.get(pk=evidence.pk), "void")
    for _ in range(2):
        lan.post(page, {"buoc": "rut", "vi_sao": "nhầm người"})
    assert Evidence.objects.get(pk=evidence.pk).void.on == evidence.on
    assert lan.get(page).context["chip"] == "void"
    (line,) = minh.get(reverse("my_observations")).context["rows"]
    assert line["chip"] == "void"
    assert AuditEntry.objects.filter(code="teams.observation_withdrawn").count() == 1


def test_a_line_without_a_mark_is_asked_for_and_the_others_are_kept(cast: Cast):
    make_assessor(cast)
    answer = cast.client("lan").post(task_page(cast), {**form(), "dong-qr": ""})
    assert answer.status_code == 422
    assert answer.content.decode().count("checked") >= 4
    assert not Observation.objects.exists()


def test_the_learner_confirms_with_a_code_to_their_own_phone(cast: Cast):
    make_assessor(cast)
    lan = cast.client("lan")
    page = reverse("observation", args=[observed(cast).pk])
    lan.post(page, {"buoc": "gui-ma"})
    message = Message.objects.get(purpose="observation")
    assert message.to == cast.persons["minh"].contact_phone
    code = re.search(r"\d{6}", message.body).group(0)
    assert code not in lan.get(page).content.decode()
    wrong = "000000" if code != "000000" else "111111"
    lan.post(page, {"buoc": "ma", "ma": wrong})
    assert not ObservationAnswer.objects.exists()
    lan.post(page, {"buoc": "ma", "ma": code})
    assert ObservationAnswer.objects.get().how == "phone"
    assert Evidence.objects.filter(person=cast.persons["minh"], grade=3).exists()


def test_a_code_is_guessed_five_times_and_sent_three_times_at_most(cast: Cast):
    make_assessor(cast)
    lan = cast.client("lan")
    page = reverse("observation", args=[observed(cast).pk])
    for _ in range(4):
        lan.post(page, {"buoc": "gui-ma"})
    sent = Message.objects.filter(purpose="observation").order_by("created_at")
    assert sent.count() == 3
    code = re.search(r"\d{6}", sent.last().body).group(0)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        lan.post(page, {"buoc": "ma", "ma": wrong})
    lan.post(page, {"buoc": "ma", "ma": code})
    assert not ObservationAnswer.objects.exists()


@pytest.mark.parametrize("who", ["hoa", "tam", "dung", "binh", "trang"])
def test_an_observation_is_the_assessors_and_the_learners_only(cast: Cast, who: str):
    make_assessor(cast)
    page = reverse("observation", args=[observed(cast).pk])
    assert cast.client(who).get(page).status_code == 403
    assert cast.client(who).post(page, {"buoc": "dung"}).status_code == 403


def test_an_assessor_of_the_next_commune_reaches_nobody_here(cast: Cast):
    make_assessor(cast, "hoa")
    hoa = cast.client("hoa")
    person = reverse("assess_person", args=[cast.persons["minh"].pk])
    assert hoa.get(person).status_code == 403
    assert hoa.post(task_page(cast), form()).status_code == 403
    # With the number they say, somebody is found, and refused for where they belong.
    hoa.post(reverse("assess"), {"phone": "0901 000 002"})
    assert "Trần V. Minh" in hoa.get(person).content.decode()
    assert hoa.post(task_page(cast), form()).status_code == 422
    assert not Observation.objects.exists()


def test_a_household_is_told_why_before_anything_is_typed(cast: Cast):
    make_assessor(cast)
    Person.objects.filter(pk=cast.persons["minh"].pk).update(
        contact_phone=cast.persons["lan"].contact_phone
    )
    page = cast.client("lan").get(reverse("assess_person", args=[cast.persons["minh"].pk]))
    assert page.context["obstacle"]
    assert task_page(cast) not in page.content.decode()


def test_a_trainer_watches_twice_and_the_right_is_there(cast: Cast):
    certify(cast, "lan")
    trang, page = cast.client("trang"), reverse("assess_watch")
    lan = str(cast.persons["lan"].pk)
    # Nobody can be named whose number wasn't typed.
    assert trang.post(page, {"nguoi": lan, "ket_qua": "tot"}).status_code == 403
    assert "Nguyễn T. Lan" in trang.post(page, {"phone": "0901 000 001"}).content.decode()
    trang.post(page, {"nguoi": lan, "ket_qua": ""})
    assert not AssessorCheck.objects.exists()
    for _ in range(2):
        trang.post(page, {"nguoi": lan, "ket_qua": "tot", "id": str(uuid.uuid4())})
    assert AssessorCheck.objects.count() == 1
    assert cast.client("lan").get(page).status_code == 403


def test_the_board_leads_an_assessor_to_whoever_is_ready(cast: Cast):
    certify(cast, "minh")
    board = reverse("team_board", args=[cast.team.pk])
    lan = cast.client("lan")

    def ready() -> list:
        cards = [entry["card"] for entry in lan.get(board).context["cards"]]
        return [card for card in cards if card.reason == READY]

    assert ready() == []
    make_assessor(cast)
    # Lan's own certificate is no card: nobody assesses themselves.
    assert [card.person_id for card in ready()] == [cast.persons["minh"].pk]
    link = reverse("assess_person", args=[cast.persons["minh"].pk])
    assert link in lan.get(board).content.decode()
    officer = cast.client("tam").get(board).context["cards"]
    assert all(entry["card"].reason != READY for entry in officer)


def test_the_provinces_view_is_written_down(cast: Cast):
    make_assessor(cast)
    observed(cast)
    page = cast.client("dung").get(reverse("assess_drift"))
    (row,) = page.context["rows"]
    assert (row["name"], row["line"].observations, row["flags"]) == ("Nguyễn Thị Lan", 1, [])
    assert AuditEntry.objects.filter(code="teams.drift_seen").exists()
