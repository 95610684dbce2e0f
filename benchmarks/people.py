"""Somebody signed in, on a site that is being measured: a session made without the forms."""

import os
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode


@dataclass(frozen=True)
class Visitor:
    """A session's cookies and the addresses that this person opens."""

    cookies: str
    csrf: str
    paths: dict[str, str]


def load(folder: Path, settings: str, stores: dict[str, str] | None = None) -> None:
    """Set Django up on the measured site's database."""
    os.environ |= {"HOCSO_VAR": str(folder), "DJANGO_SETTINGS_MODULE": settings}
    os.environ |= stores or {}
    import django

    django.setup()


def learners(count: int) -> list[Visitor]:
    """Return people in the middle of a course who haven't answered anything yet.

    Each has a confirmed account, whose rights are looked up at every request. Many of them, and
    others each time, so that nobody's answers pile up and no two wait for the same row.
    """
    from django.db.models import Exists, OuterRef

    from courses.models import Attempt, EditionPage, Enrolment

    begun = Attempt.objects.filter(enrolment=OuterRef("pk"))
    fresh = Enrolment.objects.filter(~Exists(begun), completion__isnull=True)
    chosen = (
        fresh.filter(lessons_done__isnull=False)
        .distinct()
        .select_related("edition", "person", "run__family")[:count]
    )
    pages: dict[int, EditionPage] = {}
    for enrolment in chosen:
        if enrolment.edition_id not in pages:
            pages[enrolment.edition_id] = _with_quiz(enrolment.edition)
    return [_learner(enrolment, pages[enrolment.edition_id]) for enrolment in chosen]


def _with_quiz(edition):
    from courses.models import EditionPage

    pages = EditionPage.objects.filter(edition=edition, kind="lesson", language="vi")
    return next(
        page
        for page in pages.order_by("position")
        if any(block["type"] == "quiz" for block in page.body)
    )


def _learner(enrolment, page) -> Visitor:
    from people.models import User

    user, _made = User.objects.get_or_create(
        username=f"bench-{enrolment.person_id}",
        defaults={"person": enrolment.person, "link": User.Link.CONFIRMED},
    )
    cookies, csrf = _session(user)
    slug = enrolment.run.family.slug
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

    user = _account(LEADER.phone)
    cookies, csrf = _session(user)
    team = next(iter(positions(user).team_ids))
    return Visitor(cookies, csrf, {"leader's team": f"/vi/to/{team}/"})


def officer() -> Visitor:
    """Return the demo's province staff, second factor given."""
    from learn.demo.accounts import PROVINCE

    cookies, csrf = _session(_account(PROVINCE.phone), second_factor=True)
    return Visitor(
        cookies,
        csrf,
        {
            "commune's teams": f"/vi/xa/{_largest_commune()}/",
            "province's teams": "/vi/bang-to/tinh/",
            "indicator": "/vi/chi-tieu/officials-trained/",
        },
    )


def _largest_commune() -> int:
    """Return the commune that has most teams."""
    from collections import Counter

    from people.dated import today
    from people.queries import commune_of
    from teams.queries import team_states

    day = today()
    teams = team_states(day).values_list("unit_id", flat=True)
    return Counter(commune_of(teams, day).values()).most_common(1)[0][0]


def verify_path() -> str:
    """Return the page of some certificate."""
    from certificates.models import Award

    return f"/vi/kiem-tra/{Award.objects.filter(grade=2).first().check_code}/"


def answer_body(visitor: Visitor) -> bytes:
    """Return a new answer to a practice question, as the page's script sends it."""
    item = visitor.paths["item"]
    sent = {
        "csrfmiddlewaretoken": visitor.csrf,
        f"asked-{item}": "1",
        f"answer-{item}": "a",
        "id": str(uuid.uuid4()),
    }
    return urlencode(sent).encode()


def _account(phone: str):
    from django.contrib.auth import get_user_model

    return get_user_model().objects.select_related("person").get(phone=phone)


def _session(user, *, second_factor: bool = False) -> tuple[str, str]:
    import time

    from django.conf import settings
    from django.contrib.auth import (
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
    )
    from django.contrib.sessions.backends.cached_db import SessionStore

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
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; csrftoken={csrf}", csrf
