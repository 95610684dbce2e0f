"""What authors do in the editor, step by step, in a browser."""

from playwright.sync_api import Locator, Page

from tests.browser.acts import Visitor

EDITOR = "/quan-tri"


class Author(Visitor):
    """Somebody at a desk with the editor open."""

    def write(self, path: str, **fields: str) -> Page:
        """Open the form at ``path`` and fill its fields by name."""
        page = self.go(f"{EDITOR}{path}")
        for name, value in fields.items():
            self.fill(name, value)
        return page

    def fill(self, name: str, value: str) -> None:
        """Fill one field: plain text, one of several choices, or rich text (at its end)."""
        field = self.page.locator(f"[name='{name}']").first
        field.wait_for(state="attached")
        kind = field.evaluate("field => field.type")
        if kind == "hidden":
            field.locator("xpath=..").locator("[contenteditable=true]").last.click()
            self.page.keyboard.press("Control+End")
            self.page.keyboard.insert_text(value)
        elif kind == "radio":
            self._tick(self.page.locator(f"[name='{name}'][value='{value}']"))
        else:
            field.fill(value)

    def choose(self, name: str, title: str) -> None:
        """Choose something by its title in the window that a chooser opens."""
        self.page.locator(f"#id_{name}-chooser button:visible").first.click()
        self.page.locator(".modal a:visible", has_text=title).first.click()
        self.page.locator(".modal:visible").wait_for(state="hidden")

    def add_block(self, label: str, stream: str = "body") -> None:
        """Add a block at the end of ``stream``, by the name that the chooser shows."""
        self._adders(stream).last.click()
        option = self.page.locator(".w-combobox__option:visible", has_text=label)
        option.first.click()

    def add_item(self, name: str) -> None:
        """Add one more to the list ``name``."""
        self._adders(name).last.click()

    def preview_width(self) -> int:
        """Return the width in CSS pixels that the preview offers first."""
        self.page.locator("[aria-label][data-side-panel-toggle=preview]").first.click()
        chosen = self.page.locator("[data-side-panel=preview] input[type=radio]:checked")
        return int(chosen.get_attribute("data-device-width"))

    def save(self) -> None:
        """Keep it."""
        self._press(self.page.locator("footer button[type=submit]:visible").first)

    def hand_in(self) -> None:
        """Submit for review, once what was typed is kept."""
        self.page.wait_for_timeout(1_500)
        self.page.wait_for_load_state("networkidle")
        self._more()
        self._press(self.page.locator("button[name=action-submit]:visible").first)

    def hand_in_again(self) -> None:
        """Submit again what was sent back."""
        self.page.wait_for_timeout(1_500)
        self.page.wait_for_load_state("networkidle")
        again = self.page.locator(
            "button[name=action-restart-workflow], button[name=action-submit]"
        )
        if not again.locator("visible=true").count():
            self._more()
        self._press(again.locator("visible=true").first)

    def approve(self, edit: str) -> None:
        """Open what waits and approve it."""
        self.go(edit)
        if not self._act("approve").count():
            self._more()
        self._press(self._act("approve").first)

    def ask_for_changes(self, edit: str, why: str) -> None:
        """Open what waits and send it back with a comment."""
        self.go(edit)
        if not self._act("reject").count():
            self._more()
        self._act("reject").first.click()
        self.page.fill(".modal textarea[name=comment]", why)
        self._press(self.page.locator(".modal [type=submit]:visible").first)

    def _adders(self, stream: str) -> Locator:
        place = self.page.locator(f"[name='{stream}-count']").locator("xpath=..")
        return place.locator("button.c-sf-add-button:visible")

    def _act(self, name: str) -> Locator:
        return self.page.locator(f"[data-workflow-action-name={name}]:visible")

    def _more(self) -> None:
        self.page.locator("footer [data-w-dropdown-target=toggle]:visible").last.click()

    def _tick(self, choice: Locator) -> None:
        """Tick a radio button whose label lies over it; the editor may still be setting itself up."""
        for _try in range(10):
            choice.click(force=True)
            if choice.is_checked():
                return
            self.page.wait_for_timeout(300)
        raise AssertionError("the choice doesn't stay chosen")

    def _press(self, button: Locator) -> None:
        with self.page.expect_navigation():
            button.click()
