"""Icons the site uses: our name for each, and the Lucide drawing it is taken from."""

import re
from collections.abc import MutableMapping
from pathlib import Path

# Named by what they mean here, so that a drawing can change without touching a template.
ICONS = {
    "account": "circle-user-round",
    "arrow-left": "arrow-left",
    "arrow-right": "arrow-right",
    "award": "award",
    "book": "book-open",
    "calendar": "calendar-days",
    "check": "check",
    "chevron-down": "chevron-down",
    "chevron-right": "chevron-right",
    "chart": "chart-column",
    "circle": "circle",
    "circle-alert": "circle-alert",
    "circle-check": "circle-check",
    "clock": "clock",
    "copy": "copy",
    "doing": "circle-dot",
    "done": "circle-check",
    "download": "download",
    "edit": "pencil",
    "error": "circle-x",
    "external": "external-link",
    "globe": "languages",
    "home": "house",
    "inbox": "inbox",
    "info": "info",
    "late": "calendar-x",
    "learn": "graduation-cap",
    "listen": "volume-2",
    "lock": "lock",
    "log-in": "log-in",
    "log-out": "log-out",
    "mail": "mail",
    "map-pin": "map-pin",
    "menu": "menu",
    "minus": "minus",
    "offline": "wifi-off",
    "pause": "pause",
    "phone": "phone",
    "play": "play",
    "print": "printer",
    "qr": "qr-code",
    "question": "circle-question-mark",
    "refresh": "refresh-cw",
    "search": "search",
    "share": "share-2",
    "shield": "shield-check",
    "smartphone": "smartphone",
    "star": "star",
    "stuck": "life-buoy",
    "success": "circle-check",
    "target": "target",
    "team": "users-round",
    "text-size": "a-large-small",
    "tip": "lightbulb",
    "todo": "circle-dashed",
    "trend": "trending-up",
    "user": "user-round",
    "user-check": "user-check",
    "user-x": "user-x",
    "users": "users",
    "void": "ban",
    "warning": "triangle-alert",
    "x": "x",
}

_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_SPACE = re.compile(r"\s*\n\s*")
_LOOK = (
    'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round"'
)


def sprite(folder: Path) -> str:
    """Return one SVG that holds every icon as a symbol of our name.

    Args:
        folder: where Lucide's drawings are.

    Raises:
        FileNotFoundError: when a drawing isn't there.
    """
    symbols = []
    for name, drawing in sorted(ICONS.items()):
        text = (folder / f"{drawing}.svg").read_text(encoding="utf-8")
        found = _BODY.search(text)
        body = _SPACE.sub("", found.group(1)) if found else ""
        symbols.append(f'<symbol id="{name}" {_LOOK}>{body}</symbol>')
    # Lucide is under the ISC licence, which asks that its notice goes along.
    notice = "<!-- Icons: Lucide contributors, ISC licence -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">{notice}{"".join(symbols)}</svg>\n'


def mark_version(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """Give a static file a weak mark of its version, from time and size.

    Compressing on the way makes a strong mark weak; a browser that sends that one back would be
    told that it has another version, and get the whole file on every visit.
    """
    facts = Path(path).stat()
    headers["ETag"] = f'W/"{int(facts.st_mtime):x}-{facts.st_size:x}"'
