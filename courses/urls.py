"""Addresses of courses, under the language's prefix."""

from django.urls import URLPattern, URLResolver, path

from courses.views import activities, catalogue, final_test, lessons, mine

urlpatterns: list[URLPattern | URLResolver] = [
    path("khoa-hoc/", catalogue.catalogue, name="catalogue"),
    path("khoa-hoc/<slug:slug>/", catalogue.course, name="course"),
    path("khoa-hoc/<slug:slug>/ghi-danh/", catalogue.enrol, name="enrol"),
    path("khoa-hoc/<slug:slug>/bai/<slug:lesson>/", lessons.lesson, name="lesson"),
    path("khoa-hoc/<slug:slug>/bai/<slug:lesson>/xong/", lessons.lesson_done, name="lesson_done"),
    path(
        "hoat-dong/<int:enrolment_id>/<uuid:page_key>/<str:block_id>/",
        activities.activity_event,
        name="activity_event",
    ),
    path("khoa-hoc/<slug:slug>/thi/", final_test.test_intro, name="test_intro"),
    path("khoa-hoc/<slug:slug>/thi/bat-dau/", final_test.test_start, name="test_start"),
    path("thi/<uuid:attempt_id>/<int:number>/", final_test.test_question, name="test_question"),
    path("thi/<uuid:attempt_id>/nop/", final_test.test_submit, name="test_submit"),
    path("thi/<uuid:attempt_id>/ket-qua/", final_test.test_result, name="test_result"),
    path("hoc-cua-toi/", mine.my_learning, name="my_learning"),
]
