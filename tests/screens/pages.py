"""Which pages there are, who opens them and what they do there. A new page type is a row here."""

from dataclasses import dataclass

PUBLIC, PRIVATE, EDITOR, MAIL, FAULT = "public", "private", "editor", "mail", "fault"
# Open to everybody, and hidden from search engines because it names somebody.
UNLISTED = "unlisted"
# Further ways to see a page, besides two sizes in light and dark.
FORCED, LARGE, PLAIN, PRINT = "forced", "large", "plain", "print"
NO_PLACE = "/vi/khong-co-trang-nay/"


@dataclass(frozen=True)
class Screen:
    """One page type.

    Attributes:
        name: names the pictures and the row of the table.
        role: who opens it; "" is a visitor. The roles are those of ``world.furnish``.
        path: address, with {names} of the world.
        act: a name in ``acts.ACTS``: what is done after opening it; "" is nothing.
        kind: PUBLIC pages are held to the strictest limits; FAULT pages answer with an error.
        also: further ways in which a picture is taken.
    """

    name: str
    role: str
    path: str
    act: str = ""
    kind: str = PRIVATE
    also: tuple[str, ...] = ()


ALL_WAYS = (FORCED, LARGE, PLAIN)
COURSE = "/vi/khoa-hoc/{slug}/"
LESSON = "/vi/khoa-hoc/{slug}/bai/{lesson}/"
LOGIN, SIGNUP = "/vi/tai-khoan/login/", "/vi/tai-khoan/signup/"
NUMBER = "/vi/chi-tieu/officials_trained/"

FIRST_PAGES = [
    Screen("home", "", "/vi/", kind=PUBLIC, also=ALL_WAYS),
    Screen("home-newcomer", "newcomer", "/vi/"),
    Screen("home-studying", "studying", "/vi/", also=(LARGE,)),
    Screen("home-finisher", "finisher", "/vi/"),
    Screen("home-leader", "leader", "/vi/"),
    Screen("home-province", "province", "/vi/"),
    Screen("menu", "leader", "/vi/", "open_menu"),
    Screen("privacy", "", "/vi/quyen-rieng-tu/", kind=PUBLIC, also=(PRINT,)),
    Screen("guides", "", "/vi/huong-dan/", kind=PUBLIC),
    Screen("api-docs", "", "/api/v1/docs", kind=PUBLIC),
    Screen("patterns", "", "/vi/mau/", kind=PUBLIC, also=ALL_WAYS),
]
LEARNING = [
    Screen("catalogue", "", "/vi/khoa-hoc/", kind=PUBLIC, also=(LARGE,)),
    Screen("catalogue-nothing", "", "/vi/khoa-hoc/?q=khong-co-gi", kind=PUBLIC),
    Screen("course", "", COURSE, kind=PUBLIC, also=(*ALL_WAYS, PRINT)),
    Screen("course-studying", "studying", COURSE),
    Screen("lesson", "studying", LESSON, also=(*ALL_WAYS, PRINT)),
    Screen("question", "studying", LESSON, "to_question", also=ALL_WAYS),
    Screen("feedback-right", "studying", LESSON, "answer_rightly", also=(FORCED,)),
    Screen("feedback-wrong", "sitter", LESSON, "answer_wrongly", also=(FORCED,)),
    Screen("test-start", "sitter", COURSE + "thi/"),
    Screen("test-question", "sitter", "/vi/thi/{open}/1/", also=ALL_WAYS),
    Screen("test-order", "sitter", "/vi/thi/{open}/{order}/", also=(LARGE,)),
    Screen("test-overview", "sitter", "/vi/thi/{open}/nop/"),
    Screen("test-passed", "finisher", "/vi/thi/{passed}/ket-qua/", also=(FORCED,)),
    Screen("test-failed", "struggler", "/vi/thi/{failed}/ket-qua/"),
    Screen("test-again", "struggler", COURSE + "thi/"),
    Screen("my-learning-nothing", "newcomer", "/vi/hoc-cua-toi/"),
    Screen("my-learning", "studying", "/vi/hoc-cua-toi/"),
    Screen("my-learning-done", "finisher", "/vi/hoc-cua-toi/"),
]
PAPERS = [
    Screen("certificates-nothing", "newcomer", "/vi/chung-nhan/"),
    Screen("certificates", "finisher", "/vi/chung-nhan/", also=(LARGE,)),
    Screen("certificate", "finisher", "/vi/chung-nhan/{award}/", also=(*ALL_WAYS, PRINT)),
    Screen("certificate-revoked", "finisher", "/vi/chung-nhan/{revoked}/"),
    Screen("certificate-pdf", "finisher", "/vi/chung-nhan/{award}/", "open_pdf"),
    Screen("verify", "", "/vi/kiem-tra/", kind=PUBLIC),
    Screen("verify-valid", "", "/vi/kiem-tra/{code}/", kind=UNLISTED, also=(FORCED, PRINT)),
    Screen("verify-revoked", "", "/vi/kiem-tra/{revoked_code}/", kind=UNLISTED, also=(FORCED,)),
    Screen("verify-unknown", "", "/vi/kiem-tra/ABCD-EFGH-JKLM/", kind=FAULT),
]
ACCOUNTS = [
    Screen("login", "", LOGIN, kind=PUBLIC, also=ALL_WAYS),
    Screen("login-nothing-typed", "", LOGIN, "send"),
    Screen("login-code", "", LOGIN, "ask_for_code"),
    Screen("login-code-wrong", "", LOGIN, "type_wrong_code"),
    Screen("signup", "", SIGNUP, kind=PUBLIC, also=ALL_WAYS),
    Screen("signup-nothing-typed", "", SIGNUP, "send"),
    Screen("signup-code", "", SIGNUP, "sign_up"),
    Screen("second-factor", "", LOGIN, "to_second_factor"),
    Screen("who-learns", "", LOGIN, "to_who_learns"),
    Screen("logout", "studying", "/vi/tai-khoan/logout/"),
    Screen("profile", "studying", "/vi/ho-so/", also=(LARGE,)),
    Screen("profile-staff", "officer", "/vi/ho-so/"),
    Screen("phone-change", "studying", "/vi/tai-khoan/phone/change/"),
    Screen("two-factors", "officer", "/vi/tai-khoan/2fa/"),
    Screen("two-factors-begin", "studying", "/vi/tai-khoan/2fa/totp/activate/"),
    Screen("recovery-codes", "officer", "/vi/tai-khoan/2fa/recovery-codes/generate/"),
    Screen("outbox", "", "/vi/hop-thu-thu/"),
]
TEAMS = [
    Screen("board", "leader", "/vi/to/{team}/", also=(*ALL_WAYS, PRINT)),
    Screen("board-one-state", "leader", "/vi/to/{team}/?trang-thai=xong"),
    Screen("teams", "province", "/vi/to/"),
    Screen("teams-nothing", "province", "/vi/to/?tim=khongcoto"),
    Screen("confirm-accounts", "officer", "/vi/xac-nhan-tai-khoan/", also=(LARGE,)),
    Screen("reject-account", "officer", "/vi/xac-nhan-tai-khoan/{pending}/khong-phai/"),
    Screen("roles", "administrator", "/vi/vai-tro/"),
    Screen("roles-search", "administrator", "/vi/vai-tro/?tim=nguyen"),
    Screen("give-role", "administrator", "/vi/vai-tro/trao/{person}/"),
    Screen("end-role", "administrator", "/vi/vai-tro/{grant}/ket-thuc/"),
    Screen("revoke-find", "province", "/vi/chung-nhan/thu-hoi/"),
    Screen("revoke-award", "province", "/vi/chung-nhan/thu-hoi/{award}/"),
]
NUMBERS = [
    Screen("indicators", "province", "/vi/chi-tieu/", also=(LARGE,)),
    Screen("indicators-commune", "officer", "/vi/chi-tieu/"),
    Screen("indicator", "province", NUMBER, also=(*ALL_WAYS, PRINT)),
    Screen("indicator-commune", "officer", "/vi/chi-tieu/team_members_trained/"),
    Screen("names", "province", NUMBER + "danh-sach/?phan=chua"),
    Screen("names-nothing", "province", NUMBER + "danh-sach/?tim=khongcoai"),
]
FAULTS = [
    Screen("forbidden", "newcomer", "/vi/chi-tieu/", kind=FAULT),
    Screen("missing", "", NO_PLACE, kind=FAULT, also=(FORCED,)),
    Screen("broken", "", "/man-hinh/500/", kind=FAULT),
    Screen("too-many", "", "/man-hinh/429/", kind=FAULT),
    Screen("stale-form", "studying", "/vi/ho-so/", "send_without_token"),
]
MAILS = [
    Screen("mail-code", "", "/man-hinh/thu/{mail_code}/", kind=MAIL),
    Screen("mail-unknown", "", "/man-hinh/thu/{mail_unknown}/", kind=MAIL),
]
EDITORS = [
    Screen("admin", "trainer", "/quan-tri/", kind=EDITOR),
    Screen("admin-explorer", "trainer", "/quan-tri/courses/", kind=EDITOR),
    Screen("admin-editor", "trainer", "/quan-tri/pages/{course_page}/edit/", kind=EDITOR),
    Screen("admin-lesson", "trainer", "/quan-tri/pages/{lesson_page}/edit/", kind=EDITOR),
    Screen("admin-bank", "trainer", "/quan-tri/questions/", kind=EDITOR),
    Screen("admin-release", "reviewer", "/quan-tri/courses/{course_page}/release/", kind=EDITOR),
    Screen("admin-reports", "reviewer", "/quan-tri/reports/site-history/", kind=EDITOR),
]
PAGES = [
    *FIRST_PAGES,
    *LEARNING,
    *PAPERS,
    *ACCOUNTS,
    *TEAMS,
    *NUMBERS,
    *FAULTS,
    *MAILS,
    *EDITORS,
]
