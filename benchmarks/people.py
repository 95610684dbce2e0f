"""Somebody signed in, on a site that is being measured: a session made without the forms."""

import os
import uuid
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Visitor:
    """A session's cookies and the addresses that this person opens."""

    cookies: str
    csrf: str
    paths: dict[str, str]


def load(folder: Path, settings: str) -> None:
    """Set Django up on the measured site's database."""
    os.environ["HOCSO_VAR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    import django

    django.setup()


def learner() -> Visitor:
    """Return the demo's learner in the middle of the course, with a question to answer."""
    from learn.demo.accounts import STUDYING

    user, cookies, csrf = _session(STUDYING.phone)
    from courses.models import EditionPage, Enrolment

    enrolment = Enrolment.objects.select_related("edition", "run__family").get(person=user.person)
    slug = enrolment.run.family.slug
    page = next(
        page
        for page in EditionPage.objects.filter(edition=enrolment.edition, kind="lesson").order_by(
            "position"
        )
        if any(block["type"] == "quiz" for block in page.body)
    )
    block = next(block for block in page.body if block["type"] == "quiz")
    return Visitor(
        cookies,
        csrf,
        {
            "home": "/vi/",
            "catalogue": "/vi/khoa-hoc/",
            "course": f"/vi/khoa-hoc/{slug}/",
            "lesson": f"/vi/khoa-hoc/{slug}/bai/{page.slug}/",
            "my learning": "/vi/hoc-cua-toi/",
            "quiz answer": f"/vi/hoat-dong/{enrolment.pk}/{page.page_key}/{block['id']}/",
            "item": block["value"]["questions"][0]["key"],
        },
    )


def leader() -> Visitor:
    """Return the demo's team leader."""
    from learn.demo.accounts import LEADER
    from people.scope import positions

    user, cookies, csrf = _session(LEADER.phone)
    team = next(iter(positions(user).team_ids))
    return Visitor(cookies, csrf, {"leader's team": f"/vi/to/{team}/"})


def officer() -> Visitor:
    """Return the demo's province staff, second factor given."""
    from learn.demo.accounts import PROVINCE

    _user, cookies, csrf = _session(PROVINCE.phone, second_factor=True)
    return Visitor(cookies, csrf, {"indicator": "/vi/chi-tieu/officials_trained/"})


def verify_path() -> str:
    """Return the page of some certificate."""
    from certificates.models import Award

    return f"/vi/kiem-tra/{Award.objects.filter(grade=2).first().check_code}/"


def answer_body(item: str) -> bytes:
    """Return a new answer to a practice question, as the page's script sends it."""
    import json

    return json.dumps(
        {"id": str(uuid.uuid4()), "kind": "answer", "item": item, "payload": "a"}
    ).encode()


def _session(phone: str, *, second_factor: bool = False):
    import time

    from django.conf import settings
    from django.contrib.auth import (
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
        get_user_model,
    )
    from django.contrib.sessions.backends.cached_db import SessionStore

    user = get_user_model().objects.select_related("person").get(phone=phone)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    methods = [{"method": "code", "at": time.time()}]
    if second_factor:
        methods.append({"method": "mfa", "type": "totp", "at": time.time()})
    session["account_authentication_methods"] = methods
    session.save()
    csrf = "b" * 32
    return user, f"{settings.SESSION_COOKIE_NAME}={session.session_key}; csrftoken={csrf}", csrf
