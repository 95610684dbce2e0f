"""The pictures of the guides: screens of the demo, as those see them whom a guide is for.

    make guides
    make guides ARGS="to-truong"     only the pictures whose names begin so

A picture is a row of ``PICTURES``. Look at each one afterwards: a guide must not show a message
of an act before, or half a word.
"""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.acts import Visitor
from tests.browser.chromium import launch
from tests.screens import acts
from tests.screens.stage import come, standing
from tests.screens.world import World

FOLDER = Path(__file__).resolve().parents[1] / "learn" / "static" / "learn" / "guides"
# The widths of a cheap phone and of a small laptop's window, and how sharp a picture is.
PHONE, DESK = (360, 1.5), (1040, 1.0)
LARGEST = 40_000
QUALITIES = range(82, 10, -6)
NEW_WORDS = "Bạn biết VNeID dùng vào việc gì."
# What the editor says while it saves by itself.
SAVING = "Đang lưu"
Act = Callable[[Visitor, World], None]


@dataclass(frozen=True)
class Picture:
    """One screen.

    Attributes:
        name: of the file, without its ending.
        role: who sees it; "" is a visitor. The roles are those of ``tests.screens.world``.
        path: address, with {names} of the world.
        act: what is done after opening it.
        top: a selector that is scrolled under the page's head; "" stays at the top.
        height: of the screen, in CSS pixels.
        screen: width and sharpness.
    """

    name: str
    role: str
    path: str
    act: Act | None = None
    top: str = ""
    height: int = 740
    screen: tuple[int, float] = PHONE


def larger_letters(visitor: Visitor, world: World) -> None:
    """Press the button for larger letters once."""
    visitor.page.locator("[data-text-size]:visible").first.click()


def first_certificate(visitor: Visitor, world: World) -> None:
    """Open the first certificate of the list."""
    visitor.submit("main a[href*='/chung-nhan/']")


def choose_block(visitor: Visitor, world: World) -> None:
    """Open the list of blocks between the first two of a lesson."""
    button = visitor.page.locator(".c-sf-add-button:visible").nth(1)
    button.evaluate("button => button.scrollIntoView({block: 'center'})")
    button.click()


def open_preview(visitor: Visitor, world: World) -> None:
    """Show the lesson at a phone's size beside the form."""
    page = visitor.page
    page.locator("[data-side-panel-toggle=preview]").first.click()
    frame = page.locator("iframe.w-preview__iframe, #w-preview-iframe").first
    frame.content_frame.locator("h1").first.wait_for()


def open_saving(visitor: Visitor, world: World) -> None:
    """Unfold what can be done besides saving."""
    visitor.page.locator("[data-w-dropdown-target=toggle]:visible").last.click()


def change_a_lesson(visitor: Visitor, world: World) -> None:
    """Publish other words in a lesson, so that a release has something to show."""
    from courses.models import LessonPage  # noqa: PLC0415 - Django is set up by then

    lesson = LessonPage.objects.get(pk=world.names["lesson_page"])
    if NEW_WORDS not in lesson.objectives:
        lesson.objectives = f"{lesson.objectives}\n{NEW_WORDS}"
        lesson.save_revision().publish()
    visitor.page.reload()


def open_translation(visitor: Visitor, world: World) -> None:
    """Open the English of the lesson where its words are translated."""
    from courses.models import LessonPage  # noqa: PLC0415 - Django is set up by then

    lesson = LessonPage.objects.get(pk=world.names["lesson_page"])
    english = LessonPage.objects.get(
        translation_key=lesson.translation_key, locale__language_code="en"
    )
    visitor.go(f"/quan-tri/pages/{english.pk}/edit/")
    words = visitor.page.get_by_text("What VNeID is").last
    words.evaluate("words => words.scrollIntoView({block: 'center'})")


COURSE = "/vi/khoa-hoc/{slug}/"
LESSON = COURSE + "bai/{lesson}/"
LOGIN, SIGNUP = "/vi/tai-khoan/login/", "/vi/tai-khoan/signup/"
BOARD, NUMBER = "/vi/to/{team}/", "/vi/chi-tieu/officials-trained/"
EDIT_LESSON = "/quan-tri/pages/{lesson_page}/edit/"

LEARNER = [
    Picture("nguoi-hoc-dang-ky", "", SIGNUP, height=1030),
    Picture("nguoi-hoc-ai-dang-hoc", "", LOGIN, acts.to_who_learns, height=560),
    Picture("nguoi-hoc-bai-hoc", "struggler", LESSON),
    Picture("nguoi-hoc-tra-loi", "struggler", LESSON, acts.answer_rightly, ".exercise"),
    Picture("nguoi-hoc-chu-to", "struggler", LESSON, larger_letters),
    Picture("nguoi-hoc-cau-hoi-thi", "sitter", "/vi/thi/{open}/1/", height=640),
    Picture("nguoi-hoc-chung-nhan", "leader", "/vi/chung-nhan/", first_certificate, height=1290),
    Picture("nguoi-hoc-ho-so", "studying", "/vi/ho-so/"),
]
LEADER = [
    Picture("to-truong-hai-lop", "", LOGIN, acts.to_second_factor, height=430),
    Picture("to-truong-thanh-mau", "leader", BOARD),
    Picture("to-truong-goi", "leader", BOARD, top="#people-title"),
    Picture("to-truong-thanh-vien", "leader", BOARD + "?trang-thai=dang-hoc", top="#people-title"),
]
TRAINER = [
    Picture("giang-vien-trang-dau", "trainer", "/quan-tri/", height=720, screen=DESK),
    Picture("giang-vien-khoi", "trainer", EDIT_LESSON, choose_block, height=700, screen=DESK),
    Picture("giang-vien-ngan-hang", "trainer", "/quan-tri/questions/", height=560, screen=DESK),
    Picture("giang-vien-xem-truoc", "trainer", EDIT_LESSON, open_preview, height=700, screen=DESK),
    Picture("giang-vien-gui-duyet", "trainer", EDIT_LESSON, open_saving, height=560, screen=DESK),
    Picture(
        "giang-vien-phat-hanh",
        "reviewer",
        "/quan-tri/courses/{course_page}/release/",
        change_a_lesson,
        height=890,
        screen=DESK,
    ),
    Picture("giang-vien-su-kien", "trainer", "/quan-tri/courses/facts/", height=560, screen=DESK),
    Picture("giang-vien-dich", "trainer", EDIT_LESSON, open_translation, height=640, screen=DESK),
]
OFFICER = [
    Picture("can-bo-xac-nhan", "officer", "/vi/xac-nhan-tai-khoan/", height=780, screen=DESK),
    Picture("can-bo-vai-tro", "administrator", "/vi/vai-tro/", height=760, screen=DESK),
    Picture(
        "can-bo-thu-hoi", "province", "/vi/chung-nhan/thu-hoi/{award}/", height=1180, screen=DESK
    ),
    Picture("can-bo-chi-tieu", "province", NUMBER, height=1020, screen=DESK),
    Picture(
        "can-bo-danh-sach", "province", NUMBER + "danh-sach/?phan=chua", height=720, screen=DESK
    ),
]
PICTURES = [*LEARNER, *LEADER, *TRAINER, *OFFICER]


def main(chosen: list[str]) -> int:
    """Take the pictures whose names begin with one of ``chosen``, or all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    rows = [row for row in PICTURES if not chosen or row.name.startswith(tuple(chosen))]
    with standing() as (address, world), sync_playwright() as playwright:
        browser = launch(playwright)
        for row in rows:
            size = _take(browser, address, world, row)
            sys.stdout.write(f"{row.name}: {size / 1000:.0f} kB\n")
            sys.stdout.flush()
        browser.close()
    return 0


def _take(browser: Browser, address: str, world: World, picture: Picture) -> int:
    """Take one picture and return its size in bytes."""
    width, sharpness = picture.screen
    visitor = come(
        browser,
        address,
        world,
        picture.role,
        size={"width": width, "height": picture.height},
        device_scale_factor=sharpness,
        reduced_motion="reduce",
        color_scheme="light",
    )
    page = visitor.go(picture.path.format(**world.names))
    if picture.act:
        picture.act(visitor, world)
    _settle(page, picture.top)
    size = _save(page.screenshot(), FOLDER / f"{picture.name}.webp")
    visitor.context.close()
    return size


def _settle(page: Page, top: str) -> None:
    """Wait for letters, pictures and what moves; then scroll."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    if top:
        page.locator(top).first.evaluate("element => element.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(800)
    page.get_by_text(SAVING).first.wait_for(state="hidden")


def _save(shot: bytes, path: Path) -> int:
    """Write the picture as WebP, as good as ``LARGEST`` bytes allow."""
    with Image.open(io.BytesIO(shot)) as picture:
        plain = picture.convert("RGB")
    for quality in QUALITIES:
        body = io.BytesIO()
        plain.save(body, "WEBP", quality=quality, method=6)
        if body.tell() <= LARGEST:
            break
    path.write_bytes(body.getvalue())
    return body.tell()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
