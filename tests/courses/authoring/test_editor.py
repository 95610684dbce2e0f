"""What a trainer and a reviewer do in the editor, with nothing but the editor."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import WorkflowState

from courses.authoring.source import Loaded
from courses.models import BankQuestion, CataloguePage, CoursePage, Edition, LessonPage, ModulePage
from people.scope.wagtail_groups import LANGUAGE_EDITORS, REVIEWERS, TRAINERS
from tests.courses.authoring import tiny_course


@pytest.fixture
def sign_in(staff: Callable[[str], Any], settings: Any) -> Callable[[str], Client]:
    # The second factor has tests of its own (tests/people).
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "people.accounts" not in name]

    def make(group: str) -> Client:
        client = Client()
        client.force_login(staff(group))
        return client

    return make


def page_form(**values: Any) -> dict[str, Any]:
    return {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, **values}


def lesson_form(title: str, **values: Any) -> dict[str, Any]:
    form = {
        "title": title,
        "slug": "bai-moi",
        "objectives": "Bạn biết",
        "minutes": 4,
        "drawing": "",
        "drawing_alt": "",
        "body-count": 1,
        "body-0-deleted": "",
        "body-0-order": 0,
        "body-0-type": "notice",
        "body-0-id": "",
        "body-0-value-tone": "tip",
        "body-0-value-title": "Mẹo",
        "body-0-value-body": '{"blocks":[{"key":"a","text":"Mẹo nhỏ","type":"unstyled",'
        '"depth":0,"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}',
    }
    return page_form(**{**form, **values})


def test_every_page_of_a_course_opens_for_a_trainer(
    course: CoursePage, sign_in: Callable[[str], Client]
) -> None:
    client = sign_in(TRAINERS)
    for page in CoursePage.objects.get(pk=course.pk).get_descendants(inclusive=True):
        for name in ("wagtailadmin_pages:edit", "wagtailadmin_explore"):
            assert client.get(reverse(name, args=[page.pk])).status_code == 200
    module = ModulePage.objects.get()
    for parent, model in ((course, "modulepage"), (module, "lessonpage")):
        address = reverse("wagtailadmin_pages:add", args=["courses", model, parent.pk])
        assert client.get(address).status_code == 200
    catalogue = CataloguePage.objects.get(locale__language_code="vi")
    address = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", catalogue.pk])
    assert client.get(address).status_code == 200
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_the_bank_opens_for_a_trainer(loaded: Loaded, sign_in: Callable[[str], Client]) -> None:
    client = sign_in(TRAINERS)
    viewset = BankQuestion.snippet_viewset
    listing = client.get(reverse(viewset.get_url_name("list")) + "?kind=single&skill=bao-mat")
    assert "Câu cau-1?" in listing.content.decode()
    none = client.get(reverse(viewset.get_url_name("list")) + "?kind=order")
    assert "Câu cau-1?" not in none.content.decode()
    question = BankQuestion.objects.first()
    for name, args in (("add", []), ("edit", [question.pk]), ("history", [question.pk])):
        response = client.get(reverse(viewset.get_url_name(name), args=args))
        assert response.status_code == 200


def test_a_trainer_may_leave_a_draft_half_written(
    course: CoursePage, sign_in: Callable[[str], Client]
) -> None:
    client = sign_in(TRAINERS)
    address = reverse(
        "wagtailadmin_pages:add", args=["courses", "lessonpage", ModulePage.objects.get().pk]
    )
    form = lesson_form("Bài mới", **{"body-0-value-title": "", "body-0-value-body": "null"})
    assert client.post(address, form).status_code == 302
    assert not LessonPage.objects.get(slug="bai-moi").live


def test_from_a_trainers_draft_to_an_edition(
    course: CoursePage, sign_in: Callable[[str], Client]
) -> None:
    trainer, reviewer = sign_in(TRAINERS), sign_in(REVIEWERS)
    address = reverse(
        "wagtailadmin_pages:add", args=["courses", "lessonpage", ModulePage.objects.get().pk]
    )
    trainer.post(address, lesson_form("Bài mới", **{"action-publish": "1"}))
    lesson = LessonPage.objects.get(slug="bai-moi")
    assert not lesson.live, "a trainer can't publish"
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    form = lesson_form("Bài mới", **{"action-submit": "1"})
    assert trainer.post(edit, form).status_code == 302
    state = WorkflowState.objects.get()
    assert state.workflow.name == "Duyệt khoá học"
    task = state.current_task_state
    act = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", task.pk])
    assert trainer.post(act, {"comment": ""}).status_code in (302, 403)
    lesson.refresh_from_db()
    assert not lesson.live, "a trainer can't approve"
    assert reviewer.post(act, {"comment": ""}).status_code in (200, 302)
    lesson.refresh_from_db()
    assert not lesson.live, "a second reader looks at the wording"
    task = WorkflowState.objects.get().current_task_state
    act = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", task.pk])
    assert reviewer.post(act, {"comment": ""}).status_code in (302, 403)
    lesson.refresh_from_db()
    assert not lesson.live, "a subject reviewer isn't the plain-language editor"
    assert sign_in(LANGUAGE_EDITORS).post(act, {"comment": ""}).status_code in (200, 302)
    lesson.refresh_from_db()
    assert lesson.live
    release = reverse("courses_release", args=[course.pk])
    assert trainer.get(release).status_code in (302, 403)
    assert trainer.post(release, {"change": "grading"}).status_code in (302, 403)
    assert Edition.objects.count() == 1
    shown = reviewer.get(release)
    assert shown.status_code == 200
    assert "Bài mới" in shown.content.decode()
    assert reviewer.post(release, {"change": "grading", "note": "Thêm bài"}).status_code == 302
    assert Edition.objects.count() == 2
    assert Edition.objects.get(number=2).pages.filter(slug="bai-moi").exists()


def test_a_release_of_nothing_says_so(course: CoursePage, sign_in: Callable[[str], Client]) -> None:
    client = sign_in(REVIEWERS)
    address = reverse("courses_release", args=[course.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"change": "grading"}).status_code == 200
    assert Edition.objects.count() == 1


def test_deleting_what_an_edition_holds_is_explained(
    course: CoursePage, sign_in: Callable[[str], Client]
) -> None:
    client = sign_in(REVIEWERS)
    for page in (course, LessonPage.objects.first()):
        address = reverse("wagtailadmin_pages:delete", args=[page.pk])
        assert client.post(address, follow=True).status_code == 200
    assert CoursePage.objects.exists()
    assert LessonPage.objects.count() == 2


def test_a_question_with_two_right_answers_is_refused_beside_the_field(
    loaded: Loaded, sign_in: Callable[[str], Client]
) -> None:
    question = BankQuestion.objects.get(key="cau-1")
    raw = list(question.body.get_prep_value())
    raw[0]["value"]["options"][1]["value"]["correct"] = True
    block = BankQuestion.body.field.stream_block
    value = block.to_python(raw)
    from wagtail.blocks.stream_block import StreamBlockValidationError

    with pytest.raises(StreamBlockValidationError):
        block.clean(value)
    block.defer_required_validation()
    try:
        block.clean(value)
    finally:
        block.restore_deferred_validation()


def test_the_menu_leads_to_the_courses(loaded: Loaded, sign_in: Callable[[str], Client]) -> None:
    client = sign_in(TRAINERS)
    found = client.get(reverse("courses_catalogue"))
    catalogue = CataloguePage.objects.get(locale__language_code="vi")
    assert found.url == reverse("wagtailadmin_explore", args=[catalogue.pk])
    assert client.get(found.url).status_code == 200


def test_previews_show_the_draft_as_learners_would_see_it(
    course: CoursePage, sign_in: Callable[[str], Client]
) -> None:
    client = sign_in(TRAINERS)
    lesson = LessonPage.objects.get(slug="bai-mot")
    for page in (course, lesson):
        address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
        response = client.get(address)
        assert response.status_code == 200
        assert page.title in response.content.decode()
    assert lesson.preview_sizes[0]["device_width"] == 360
    question = BankQuestion.objects.get(key="cau-1")
    response = question.make_preview_request()
    assert "Câu cau-1?" in response.content.decode()


@pytest.mark.parametrize(
    ("drawing", "is_let_in"),
    [
        (tiny_course.DRAWING, True),
        (tiny_course.DRAWING.replace("<rect", '<rect onload="x()"'), False),
        (tiny_course.DRAWING.replace("<rect", '<a href="https://x.vn"/><rect'), False),
    ],
)
def test_an_uploaded_drawing_must_not_carry_a_script(
    site: None, sign_in: Callable[[str], Client], drawing: str, is_let_in: bool
) -> None:
    client = sign_in(TRAINERS)
    file = SimpleUploadedFile("hinh.svg", drawing.encode(), content_type="image/svg+xml")
    response = client.post(
        reverse("wagtailimages:add_multiple"), {"title": "Hình", "files[]": file}
    )
    assert response.status_code == 200
    assert response.json()["success"] is is_let_in
    assert get_image_model().objects.exists() is is_let_in


def test_questions_go_through_the_same_review(loaded: Loaded, staff: Callable[[str], Any]) -> None:
    question = BankQuestion.objects.get(key="cau-1")
    question.skill = "mat-khau"
    question.save_revision(user=staff(TRAINERS))
    state = question.get_workflow().start(question, staff(TRAINERS))
    assert state.workflow.name == "Duyệt khoá học"
    assert BankQuestion.objects.get(key="cau-1").skill == "bao-mat"
    state.current_task_state.approve(user=staff(REVIEWERS))
    assert BankQuestion.objects.get(key="cau-1").skill == "bao-mat"
    state.refresh_from_db()
    state.current_task_state.approve(user=staff(LANGUAGE_EDITORS))
    assert BankQuestion.objects.get(key="cau-1").skill == "mat-khau"


def test_a_new_question_gets_a_key_and_its_first_words(loaded: Loaded) -> None:
    old = BankQuestion.objects.get(key="cau-1")
    new = BankQuestion(pool=old.pool, body=old.body)
    new.full_clean()
    new.save()
    assert len(new.key) == 12
    assert new.summary == "Câu cau-1?"
    assert new.author_value()["key"] == new.key


def test_the_explorer_finds_a_course_without_marks(
    course: CoursePage, sign_in: Callable[[str], Client]
) -> None:
    found = sign_in(TRAINERS).get(reverse("wagtailadmin_pages:search"), {"q": "khoa nho"})
    assert "Khoá nhỏ" in found.content.decode()
    question = sign_in(REVIEWERS).get(
        reverse(BankQuestion.snippet_viewset.get_url_name("list")), {"q": "cau"}
    )
    assert "Câu cau-2?" in question.content.decode()


def test_each_stage_is_told_by_mail_in_vietnamese_and_by_name(
    course: CoursePage, staff: Callable[[str], Any], mailoutbox: list[Any]
) -> None:
    for group in (TRAINERS, REVIEWERS, LANGUAGE_EDITORS):
        user = staff(group)
        user.email, user.first_name = f"{group.split()[0].lower()}@x.example", "Lê Thị Hoa"
        user.save()
    lesson = LessonPage.objects.get(slug="bai-mot")
    lesson.save_revision(user=staff(TRAINERS))
    state = lesson.get_workflow().start(lesson, staff(TRAINERS))
    assert [mail.to for mail in mailoutbox] == [["reviewers@x.example"]]
    assert "Chào Lê Thị Hoa" in mailoutbox[0].body
    assert "gửi duyệt" in mailoutbox[0].subject
    state.current_task_state.approve(user=staff(REVIEWERS))
    assert mailoutbox[-1].to == ["plain-language@x.example"]
    state.refresh_from_db()
    state.current_task_state.reject(user=staff(LANGUAGE_EDITORS), comment="Câu dài quá.")
    assert mailoutbox[-1].to == ["trainers@x.example"]
    assert "Câu dài quá." in mailoutbox[-1].body


def test_an_empty_place_says_what_comes_next(
    course: CoursePage, sign_in: Callable[[str], Client]
) -> None:
    client, course_page = sign_in(TRAINERS), CoursePage.objects.get(pk=course.pk)
    course_page.add_child(instance=ModulePage(title="Trống", slug="trong"))
    module = ModulePage.objects.get(slug="trong")
    shown = client.get(reverse("wagtailadmin_explore", args=[module.pk])).content.decode()
    assert reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module.pk]) in shown
    BankQuestion.objects.all().delete()
    listing = client.get(reverse(BankQuestion.snippet_viewset.get_url_name("list")))
    assert 'class="button" href="/quan-tri/questions/add/' in listing.content.decode()
