"""Addresses of people, under the language's prefix."""

from django.urls import URLPattern, URLResolver, path

from people.views.attaching import attach_account, attach_known, unattached
from people.views.card_entering import card_agree, card_leave, card_sign_in
from people.views.card_giving import card_sheet, my_cards, person_card, unit_cards
from people.views.confirming import confirm_account, confirm_accounts, reject_account
from people.views.entrusting import end_role, give_role, roles
from people.views.jobs import cancel_job, job
from people.views.merging import (
    ask_about_persons,
    merge_persons,
    part_persons,
    tell_persons_apart,
    twins,
)
from people.views.outbox import outbox
from people.views.privacy import privacy
from people.views.profile import choose_language, profile, set_consent
from people.views.reminders import add_this_device, forget_device, set_channels
from people.views.rosters import (
    roster,
    roster_apply,
    roster_columns,
    roster_drop,
    roster_line,
    roster_queue,
    roster_rejected,
    rosters,
)
from people.views.signup_code import signup_code
from people.views.unit_changes import unit_change, unit_receipt
from people.views.units import unit_page, units
from people.views.who_learns import who_learns

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-ky/ma/", signup_code, name="signup_code"),
    path("ai-dang-hoc/", who_learns, name="who_learns"),
    path("tai-khoan/the/", card_sign_in, name="card_sign_in"),
    path("tai-khoan/the/dong-y/", card_agree, name="card_agree"),
    path("tai-khoan/the/xong/", card_leave, name="card_leave"),
    path("tai-khoan/the/<str:code>/", card_sign_in, name="card_sign_in_with"),
    path("the/", my_cards, name="my_cards"),
    path("the/don-vi/<int:unit_id>/", unit_cards, name="unit_cards"),
    path("the/don-vi/<int:unit_id>/in/", card_sheet, name="card_sheet"),
    path("the/nguoi/<int:person_id>/", person_card, name="person_card"),
    path("ho-so/", profile, name="profile"),
    path("ho-so/dong-y/", set_consent, name="set_consent"),
    path("ho-so/ngon-ngu/", choose_language, name="choose_language"),
    path("ho-so/nhac/", set_channels, name="set_channels"),
    path("ho-so/nhac/may-nay/", add_this_device, name="add_this_device"),
    path("ho-so/nhac/may/<int:device_id>/bo/", forget_device, name="forget_device"),
    path("quyen-rieng-tu/", privacy, name="privacy"),
    path("hop-thu-thu/", outbox, name="outbox"),
    path("xac-nhan-tai-khoan/", confirm_accounts, name="confirm_accounts"),
    path("xac-nhan-tai-khoan/<int:user_id>/dung/", confirm_account, name="confirm_account"),
    path("xac-nhan-tai-khoan/<int:user_id>/khong-phai/", reject_account, name="reject_account"),
    path("chua-co-don-vi/", unattached, name="unattached"),
    path("chua-co-don-vi/<int:user_id>/", attach_account, name="attach_account"),
    path(
        "chua-co-don-vi/<int:user_id>/<int:person_id>/la-nguoi-nay/",
        attach_known,
        name="attach_known",
    ),
    path("viec/<uuid:job_id>/", job, name="job"),
    path("viec/<uuid:job_id>/huy/", cancel_job, name="cancel_job"),
    path("co-the-la-mot-nguoi/", twins, name="twins"),
    path(
        "co-the-la-mot-nguoi/<int:person_id>/<int:other_id>/", merge_persons, name="merge_persons"
    ),
    path(
        "co-the-la-mot-nguoi/<int:person_id>/<int:other_id>/hai-nguoi/",
        tell_persons_apart,
        name="tell_persons_apart",
    ),
    path("co-the-la-mot-nguoi/<int:pair_id>/hoi-lai/", ask_about_persons, name="ask_about_persons"),
    path("co-the-la-mot-nguoi/<int:merge_id>/tach-ra/", part_persons, name="part_persons"),
    path("don-vi/", units, name="units"),
    path("don-vi/<int:unit_id>/", unit_page, name="unit"),
    path("don-vi/<int:unit_id>/<slug:act>/", unit_change, name="unit_change"),
    path("don-vi/thay-doi/<uuid:change_id>/", unit_receipt, name="unit_receipt"),
    path("danh-sach/", rosters, name="rosters"),
    path("danh-sach/can-xem/", roster_queue, name="roster_queue"),
    path("danh-sach/can-xem/<int:line_id>/", roster_line, name="roster_line"),
    path("danh-sach/<uuid:roster_id>/", roster, name="roster"),
    path("danh-sach/<uuid:roster_id>/cot/", roster_columns, name="roster_columns"),
    path("danh-sach/<uuid:roster_id>/nhan/", roster_apply, name="roster_apply"),
    path("danh-sach/<uuid:roster_id>/gac-lai/", roster_drop, name="roster_drop"),
    path("danh-sach/<uuid:roster_id>/khong-nhan.csv", roster_rejected, name="roster_rejected"),
    path("vai-tro/", roles, name="roles"),
    path("vai-tro/trao/<int:person_id>/", give_role, name="give_role"),
    path("vai-tro/<int:grant_id>/ket-thuc/", end_role, name="end_role"),
]
