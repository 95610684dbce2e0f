"""Addresses of people, under the language's prefix."""

from django.urls import URLPattern, URLResolver, path

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
]
