"""Addresses of people, under the language's prefix."""

from django.urls import URLPattern, URLResolver, path

from people.views.confirming import confirm_account, confirm_accounts, reject_account
from people.views.entrusting import end_role, give_role, roles
from people.views.outbox import outbox
from people.views.privacy import privacy
from people.views.profile import choose_language, profile, set_consent
from people.views.signup_code import signup_code
from people.views.who_learns import who_learns

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-ky/ma/", signup_code, name="signup_code"),
    path("ai-dang-hoc/", who_learns, name="who_learns"),
    path("ho-so/", profile, name="profile"),
    path("ho-so/dong-y/", set_consent, name="set_consent"),
    path("ho-so/ngon-ngu/", choose_language, name="choose_language"),
    path("quyen-rieng-tu/", privacy, name="privacy"),
    path("hop-thu-thu/", outbox, name="outbox"),
    path("xac-nhan-tai-khoan/", confirm_accounts, name="confirm_accounts"),
    path("xac-nhan-tai-khoan/<int:user_id>/dung/", confirm_account, name="confirm_account"),
    path("xac-nhan-tai-khoan/<int:user_id>/khong-phai/", reject_account, name="reject_account"),
    path("vai-tro/", roles, name="roles"),
    path("vai-tro/trao/<int:person_id>/", give_role, name="give_role"),
    path("vai-tro/<int:grant_id>/ket-thuc/", end_role, name="end_role"),
]
