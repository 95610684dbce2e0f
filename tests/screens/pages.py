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
NUMBER = "/vi/chi-tieu/officials-trained/"

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
    Screen("card-sign-in", "", "/vi/tai-khoan/the/", also=(LARGE, PLAIN)),
    Screen("card-sign-in-with", "studying", "/vi/tai-khoan/the/0123456789AB/"),
    Screen("card-agree", "", "/vi/tai-khoan/the/{new_card}/", "type_pin", also=(LARGE,)),
    Screen("card-learning", "", "/vi/tai-khoan/the/{card}/", "type_pin", also=(LARGE,)),
    Screen("card-nothing-typed", "", "/vi/tai-khoan/the/", "send"),
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
    Screen("board-one-state", "leader", "/vi/to/{team}/?trang-thai=da-dat"),
    Screen("board-later", "leader", "/vi/to/{team}/", "open_later"),
    Screen("team-month", "leader", "/vi/to/{team}/thang-truoc/"),
    Screen("team-assign", "leader", "/vi/to/{team}/giao-khoa/"),
    Screen("team-print", "leader", "/vi/to/{team}/in/", also=(PRINT,)),
    Screen("ask-team", "leader", "/vi/can-giup/"),
    Screen("team-profile", "leader", "/vi/to/{team}/ho-so/", also=(LARGE,)),
    Screen("team-profile-officer", "officer", "/vi/to/{team}/ho-so/"),
    Screen("team-card", "leader", "/vi/to/{team}/the/", also=(PRINT,)),
    Screen("cards", "leader", "/vi/the/don-vi/{team}/", also=(LARGE, PLAIN)),
    Screen("cards-commune", "officer", "/vi/the/don-vi/{commune}/"),
    Screen("cards-sheet", "leader", "/vi/the/don-vi/{team}/", "make_cards", also=(PRINT,)),
    Screen("person-card", "officer", "/vi/the/nguoi/{twin}/", also=(LARGE,)),
    Screen("join-team", "newcomer", "/vi/vao-to/{team}/"),
    Screen("stop-nudges", "", "/vi/nhac/{stop}/", kind=UNLISTED),
    Screen("commune-board", "officer", "/vi/xa/{commune}/"),
    Screen("commune-assign", "officer", "/vi/xa/{commune}/giao-khoa/"),
    Screen("province-board", "province", "/vi/bang-to/tinh/"),
    Screen("classes", "leader", "/vi/to/{team}/lop/", also=(LARGE,)),
    Screen("class", "leader", "/vi/lop/{class}/", also=(*ALL_WAYS, PRINT)),
    Screen("class-cards", "leader", "/vi/lop/{class}/", "type_cards", also=(LARGE,)),
    Screen("class-closed", "leader", "/vi/lop/{closed_class}/"),
    Screen("class-code", "leader", "/vi/lop/{class}/ma/", also=(FORCED,)),
    Screen("class-join-old", "studying", "/vi/lop/{class}/co-mat/cu/", kind=FAULT),
    Screen("group", "leader", "/vi/lop/{class}/hoc-chung/?khoa={slug}"),
    Screen("group-courses", "leader", "/vi/lop/{class}/hoc-chung/"),
    Screen("group-names", "leader", "/vi/lop/{class}/hoc-chung/{exercise}/", also=(LARGE,)),
    Screen("group-turn", "leader", "/vi/lop/{class}/hoc-chung/{exercise}/{group_person}/"),
    Screen("group-result", "leader", "/vi/lop/{class}/hoc-chung/{exercise}/{group_result}"),
    Screen("assess-missing", "officer", "/vi/danh-gia/", also=(LARGE,)),
    Screen("assess", "leader", "/vi/danh-gia/", also=(LARGE, PLAIN)),
    Screen("assess-person", "leader", "/vi/danh-gia/nguoi/{assessed}/"),
    Screen("assess-task", "leader", "/vi/danh-gia/nguoi/{assessed}/vneid-muc-2/", also=ALL_WAYS),
    Screen("observation", "leader", "/vi/danh-gia/lan/{observation}/", also=(LARGE,)),
    Screen("observation-mine", "studying", "/vi/danh-gia/lan/{observation}/", also=(LARGE,)),
    Screen("my-observations", "studying", "/vi/danh-gia/cua-toi/"),
    Screen("my-observations-nothing", "newcomer", "/vi/danh-gia/cua-toi/"),
    Screen("assess-watch", "trainer", "/vi/danh-gia/nguoi-moi/"),
    Screen("assess-drift", "province", "/vi/danh-gia/doi-chieu/", also=(LARGE,)),
    Screen("counter", "officer", "/vi/quay/", also=(LARGE, PLAIN)),
    Screen("counter-tasks", "officer", "/vi/quay/", "counter_nameless"),
    Screen("counter-steps", "officer", "/vi/quay/", "counter_task", also=(LARGE,)),
    Screen("outreach", "leader", "/vi/to/{team}/di-ho-tro/", also=(LARGE, PLAIN)),
    Screen(
        "outreach-second", "leader", "/vi/to/{team}/di-ho-tro/?viec=vneid&mode=home", also=(LARGE,)
    ),
    Screen("outreach-visit", "leader", "/vi/to/{team}/di-ho-tro/{visit}/"),
    Screen("outreach-visit-card", "leader", "/vi/to/{team}/di-ho-tro/{visit}/", "open_card_form"),
    Screen("outreach-commune", "officer", "/vi/xa/{commune}/di-ho-tro/", also=(LARGE,)),
    Screen("outreach-people", "officer", "/vi/xa/{commune}/di-ho-tro/nguoi/"),
    Screen("households", "officer", "/vi/xa/{commune}/ho-dan/", also=(LARGE,)),
    Screen("outreach-province", "province", "/vi/bang-to/di-ho-tro/"),
    Screen("reports", "leader", "/vi/to/{team}/bao-cao/"),
    Screen("report", "leader", "/vi/to/{team}/bao-cao/{report_month}/", also=(LARGE, PRINT)),
    Screen("report-to-approve", "officer", "/vi/to/{team}/bao-cao/{sent_month}/"),
    Screen("reports-commune", "officer", "/vi/xa/{commune}/bao-cao-to/", also=(LARGE,)),
    Screen("signed", "leader", "/vi/da-ky/"),
    Screen("signed-class", "leader", "/vi/da-ky/lop/{closed_class}/", also=(PRINT,)),
    Screen("signed-report", "leader", "/vi/da-ky/bao-cao/{sent_report}/", also=(PRINT,)),
    Screen("my-classes", "trainer", "/vi/lop/"),
    Screen("my-classes-search", "trainer", "/vi/lop/?tim=to"),
    Screen("teams", "province", "/vi/to/"),
    Screen("teams-nothing", "province", "/vi/to/?tim=khongcoto"),
    Screen("confirm-accounts", "officer", "/vi/xac-nhan-tai-khoan/", also=(LARGE,)),
    Screen("reject-account", "officer", "/vi/xac-nhan-tai-khoan/{pending}/khong-phai/"),
    Screen("job", "officer", "/vi/viec/{job}/", also=(LARGE,)),
    Screen("rosters", "officer", "/vi/danh-sach/", also=(LARGE,)),
    Screen("roster-columns", "officer", "/vi/danh-sach/{new_roster}/cot/"),
    Screen("roster-preview", "officer", "/vi/danh-sach/{checked_roster}/", also=ALL_WAYS),
    Screen("roster-receipt", "officer", "/vi/danh-sach/{roster}/"),
    Screen("roster-queue", "officer", "/vi/danh-sach/can-xem/"),
    Screen("roster-line", "officer", "/vi/danh-sach/can-xem/{roster_line}/", also=(LARGE,)),
    Screen("twins", "officer", "/vi/co-the-la-mot-nguoi/", also=(LARGE,)),
    Screen("merge-persons", "officer", "/vi/co-the-la-mot-nguoi/{twin}/{other_twin}/"),
    Screen("recognition", "province", "/vi/cong-nhan/", also=(LARGE,)),
    Screen("recognition-columns", "province", "/vi/cong-nhan/dot/{new_batch}/cot/"),
    Screen("recognition-batch", "province", "/vi/cong-nhan/dot/{batch}/", also=(*ALL_WAYS,)),
    Screen("recognition-reverse", "province", "/vi/cong-nhan/dot/{batch}/rut-lai/"),
    Screen("recognition-waiting", "province", "/vi/cong-nhan/cho/"),
    Screen("recognition-line", "province", "/vi/cong-nhan/cho/{line}/", also=(LARGE,)),
    Screen("recognition-sources", "province", "/vi/cong-nhan/nguon/"),
    Screen("recognition-source", "province", "/vi/cong-nhan/nguon/{source}/"),
    Screen("appeals", "province", "/vi/cong-nhan/phan-anh/", also=(LARGE,)),
    Screen("appeal", "province", "/vi/cong-nhan/phan-anh/{dispute}/"),
    Screen("paper", "province", "/vi/cong-nhan/giay/{paper}/"),
    Screen("learnt-elsewhere", "finisher", "/vi/hoc-o-noi-khac/", also=(LARGE,)),
    Screen("learnt-elsewhere-wrong", "finisher", "/vi/hoc-o-noi-khac/{evidence}/sai/"),
    Screen("learnt-elsewhere-send", "finisher", "/vi/hoc-o-noi-khac/gui/"),
    Screen("unattached", "province", "/vi/chua-co-don-vi/", also=(LARGE,)),
    Screen("unattached-officer", "officer", "/vi/chua-co-don-vi/"),
    Screen("attach-account", "province", "/vi/chua-co-don-vi/{unattached}/"),
    Screen("units", "province", "/vi/don-vi/", also=(LARGE,)),
    Screen("unit", "province", "/vi/don-vi/{commune}/", also=(LARGE,)),
    Screen("unit-rename", "province", "/vi/don-vi/{commune}/phan-loai/"),
    Screen("unit-merge", "province", "/vi/don-vi/{commune}/nhap/"),
    Screen("unit-split", "province", "/vi/don-vi/{commune}/tach/"),
    Screen("unit-preview", "province", "/vi/don-vi/{commune}/doi-ten/", "see_what_follows"),
    Screen("unit-receipt", "province", "/vi/don-vi/thay-doi/{unit_change}/"),
    Screen("teams-to-decide", "officer", "/vi/xa/{commune}/sap-xep-to/"),
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
    Screen("indicator-commune", "officer", "/vi/chi-tieu/team-members-trained/"),
    Screen("sources", "province", NUMBER + "nguon/", also=(LARGE,)),
    Screen("sources-names", "province", NUMBER + "nguon/danh-sach/?nguon=lop"),
    Screen("sources-reason", "province", NUMBER + "nguon/danh-sach/tep/?nguon=lop"),
    Screen("names", "province", NUMBER + "danh-sach/?phan=chua"),
    Screen("names-nothing", "province", NUMBER + "danh-sach/?tim=khongcoai"),
    Screen("indicator-changes", "province", NUMBER + "thay-doi/"),
    Screen("names-reason", "province", NUMBER + "danh-sach/csv/?phan=chua"),
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
