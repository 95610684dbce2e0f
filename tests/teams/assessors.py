"""An assessor for tests: a certificate, two times watched, a commune."""

import datetime as dt

from django.utils import timezone

from certificates.evidence import NewEvidence, record
from certificates.register import NewAward, issue
from courses.models import CourseFamily
from teams.models import AssessorCheck
from tests.cast import Cast

COURSE = "lam-quen-voi-vneid"
TASK = "vneid-muc-2"
LINES = ("mo", "giay-to", "qr", "tu-choi", "mat-may")


def family() -> CourseFamily:
    """Return the course whose certificate a team needs."""
    return CourseFamily.objects.get_or_create(slug=COURSE, defaults={"title": "Làm quen VNeID"})[0]


def certify(cast: Cast, who: str, until: dt.date | None = None) -> None:
    """Give somebody a standing certificate of the course."""
    day = timezone.localdate() - dt.timedelta(days=30)
    evidence = record(
        NewEvidence(cast.persons[who].pk, family().pk, "course", f"test:{who}", 2, day)
    )
    issue(NewAward(evidence=evidence, rule_version=1, valid_from=day, valid_until=until))


def watched(cast: Cast, who: str, *days_ago: int, by: str = "trang") -> None:
    """Have somebody watched assessing well, so many days ago."""
    for days in days_ago:
        AssessorCheck.objects.create(
            candidate=cast.persons[who],
            observer=cast.persons[by],
            is_good=True,
            on=timezone.localdate() - dt.timedelta(days=days),
            by=cast.users[by],
        )


def make_assessor(cast: Cast, who: str = "lan") -> None:
    """Give somebody all that the right rests on."""
    certify(cast, who)
    watched(cast, who, 3, 2)


def marks(**given: str) -> dict[str, str]:
    """Return five marks, alone unless said otherwise."""
    return dict.fromkeys(LINES, "alone") | {code.replace("_", "-"): m for code, m in given.items()}
