"""Addresses of teams, under the language's prefix."""

from django.urls import path

from teams.views.assess import assess, assess_drift, assess_watch
from teams.views.assigning import commune_assign, end_assignment, team_assign
from teams.views.board import team_board
from teams.views.class_cards import class_cards
from teams.views.class_group import class_group, class_group_names, class_group_turn
from teams.views.class_join import class_join
from teams.views.class_session import (
    class_add,
    class_code,
    class_remove,
    class_roll,
    class_session,
    class_turn,
)
from teams.views.classes import my_classes, team_classes
from teams.views.counter import counter_page
from teams.views.deciding import teams_to_decide
from teams.views.households import households
from teams.views.joining import join_team, team_answer
from teams.views.nudges import stop_nudges, team_nudge
from teams.views.observing import (
    assess_person,
    assess_task,
    my_observations,
    observation,
)
from teams.views.outreach import outreach_visit, team_outreach
from teams.views.outreach_photos import visit_photo
from teams.views.outreach_wide import (
    commune_outreach,
    commune_outreach_people,
    province_outreach,
    rule_visit,
)
from teams.views.profile import team_card_sheet, team_decision_file, team_edit, team_profile
from teams.views.reports import (
    team_report,
    team_report_pdf,
    team_report_turn,
    team_reports,
)
from teams.views.reports_wide import commune_reports
from teams.views.sheets import team_month, team_picture, team_print
from teams.views.signed import my_signatures, my_signed_class, my_signed_report
from teams.views.teams import teams
from teams.views.today import ask_team, team_card
from teams.views.wide import commune_board_page, province_board_page, wide_board

urlpatterns = [
    path("can-giup/", ask_team, name="ask_team"),
    path("bang-to/", wide_board, name="wide_board"),
    path("bang-to/tinh/", province_board_page, name="province_board"),
    path("xa/<int:unit_id>/", commune_board_page, name="commune_board"),
    path("xa/<int:unit_id>/giao-khoa/", commune_assign, name="commune_assign"),
    path("xa/<int:unit_id>/sap-xep-to/", teams_to_decide, name="teams_to_decide"),
    path("to/", teams, name="team"),
    path("to/<int:unit_id>/", team_board, name="team_board"),
    path("to/<int:unit_id>/viec/", team_card, name="team_card"),
    path("to/<int:unit_id>/nhac/", team_nudge, name="team_nudge"),
    path("nhac/<str:token>/", stop_nudges, name="stop_nudges"),
    path("to/<int:unit_id>/thang-truoc/", team_month, name="team_month"),
    path("to/<int:unit_id>/giao-khoa/", team_assign, name="team_assign"),
    path(
        "to/<int:unit_id>/giao-khoa/<int:assignment_id>/thoi/",
        end_assignment,
        name="end_assignment",
    ),
    path("to/<int:unit_id>/ho-so/", team_profile, name="team_profile"),
    path("to/<int:unit_id>/ho-so/sua/", team_edit, name="team_edit"),
    path("to/<int:unit_id>/ho-so/quyet-dinh/", team_decision_file, name="team_decision_file"),
    path("to/<int:unit_id>/ho-so/xin-vao/", team_answer, name="team_answer"),
    path("to/<int:unit_id>/the/", team_card_sheet, name="team_card_sheet"),
    path("vao-to/<int:unit_id>/", join_team, name="join_team"),
    path("to/<int:unit_id>/in/", team_print, name="team_print"),
    path("to/<int:unit_id>/anh.png", team_picture, name="team_picture"),
    path("to/<int:unit_id>/lop/", team_classes, name="team_classes"),
    path("to/<int:unit_id>/di-ho-tro/", team_outreach, name="team_outreach"),
    path("to/<int:unit_id>/di-ho-tro/<uuid:visit_id>/", outreach_visit, name="outreach_visit"),
    path(
        "to/<int:unit_id>/di-ho-tro/<uuid:visit_id>/anh/<uuid:photo_id>/",
        visit_photo,
        name="visit_photo",
    ),
    path("to/<int:unit_id>/bao-cao/", team_reports, name="team_reports"),
    path("to/<int:unit_id>/bao-cao/<str:month>/", team_report, name="team_report"),
    path("to/<int:unit_id>/bao-cao/<str:month>/viec/", team_report_turn, name="team_report_turn"),
    path("to/<int:unit_id>/bao-cao/<str:month>/pdf/", team_report_pdf, name="team_report_pdf"),
    path("xa/<int:unit_id>/di-ho-tro/", commune_outreach, name="commune_outreach"),
    path(
        "xa/<int:unit_id>/di-ho-tro/nguoi/", commune_outreach_people, name="commune_outreach_people"
    ),
    path("xa/<int:unit_id>/ho-dan/", households, name="households"),
    path("xa/<int:unit_id>/di-ho-tro/xet/", rule_visit, name="rule_visit"),
    path("xa/<int:unit_id>/bao-cao-to/", commune_reports, name="commune_reports"),
    path("bang-to/di-ho-tro/", province_outreach, name="province_outreach"),
    path("danh-gia/", assess, name="assess"),
    path("danh-gia/cua-toi/", my_observations, name="my_observations"),
    path("danh-gia/nguoi-moi/", assess_watch, name="assess_watch"),
    path("danh-gia/doi-chieu/", assess_drift, name="assess_drift"),
    path("danh-gia/nguoi/<int:person_id>/", assess_person, name="assess_person"),
    path("danh-gia/nguoi/<int:person_id>/<slug:task>/", assess_task, name="assess_task"),
    path("danh-gia/lan/<uuid:observation_id>/", observation, name="observation"),
    path("da-ky/", my_signatures, name="my_signatures"),
    path("da-ky/lop/<uuid:session_id>/", my_signed_class, name="my_signed_class"),
    path("da-ky/bao-cao/<int:turn_id>/", my_signed_report, name="my_signed_report"),
    path("quay/", counter_page, name="counter"),
    path("lop/", my_classes, name="my_classes"),
    path("lop/<uuid:session_id>/", class_session, name="class_session"),
    path("lop/<uuid:session_id>/ma/", class_code, name="class_code"),
    path("lop/<uuid:session_id>/danh-sach/", class_roll, name="class_roll"),
    path("lop/<uuid:session_id>/them/", class_add, name="class_add"),
    path("lop/<uuid:session_id>/the/", class_cards, name="class_cards"),
    path("lop/<uuid:session_id>/bo/", class_remove, name="class_remove"),
    path("lop/<uuid:session_id>/ket-thuc/", class_turn, name="class_turn"),
    path("lop/<uuid:session_id>/hoc-chung/", class_group, name="class_group"),
    path(
        "lop/<uuid:session_id>/hoc-chung/<slug:slug>/<uuid:page_key>/<str:block_id>/",
        class_group_names,
        name="class_group_names",
    ),
    path(
        "lop/<uuid:session_id>/hoc-chung/<slug:slug>/<uuid:page_key>/<str:block_id>/"
        "<int:person_id>/",
        class_group_turn,
        name="class_group_turn",
    ),
    path("lop/<uuid:session_id>/co-mat/<str:token>/", class_join, name="class_join"),
]
