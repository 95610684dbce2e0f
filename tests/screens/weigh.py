"""What opening a page costs a phone: bytes over the wire and requests, first and again."""

from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext

from tests.browser.chromium import PHONE

# What counts as the page itself; pictures and letters are media.
TEXT_KINDS = ("Document", "Stylesheet", "Script")


@dataclass(frozen=True)
class Visit:
    """Compressed bytes of HTML, CSS and JS; of everything; requests that left the browser."""

    text: int
    everything: int
    requests: int


def weigh(browser: Browser, url: str, session: str) -> tuple[Visit, Visit]:
    """Return what the first visit costs and what the next one does.

    Args:
        session: key of the session to come with, or "".
    """
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
    found = _visit(context, url), _visit(context, url)
    context.close()
    return found


def _visit(context: BrowserContext, url: str) -> Visit:
    page = context.new_page()
    wire = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    kept: set[str] = set()
    wire.on("Network.responseReceived", lambda event: _note(event, kinds, kept))
    wire.on("Network.requestServedFromCache", lambda event: kept.add(event["requestId"]))
    wire.on(
        "Network.loadingFinished",
        lambda event: sizes.__setitem__(event["requestId"], event["encodedDataLength"]),
    )
    wire.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    page.close()
    sent = {key: size for key, size in sizes.items() if key in kinds and key not in kept}
    text = sum(size for key, size in sent.items() if kinds[key] in TEXT_KINDS)
    return Visit(round(text), round(sum(sent.values())), len(sent))


def _note(event: dict, kinds: dict[str, str], kept: set[str]) -> None:
    response = event["response"]
    if not response["url"].startswith("http"):
        return
    kinds[event["requestId"]] = event["type"]
    if response.get("fromDiskCache") or response.get("fromPrefetchCache"):
        kept.add(event["requestId"])
