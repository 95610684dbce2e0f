"""Fill in a template of deploy/: every @NAME@ in it is given on the command line.

    python3 deploy/render.py deploy/nginx/hocso.conf HOST=hocso.example.vn > hocso.conf

Needs nothing but Python, because it runs before anything is installed.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

PLACE = re.compile(r"@([A-Z][A-Z0-9_]*)@")
# Where an installation by docs/operate/install.md has things; the stack of the tests has others.
DEFAULTS = {
    "SITE_URL": "https://@HOST@",
    "HTTP": "80;\n    listen [::]:80",
    "HTTPS": "443 ssl http2;\n    listen [::]:443 ssl http2",
    "PROXY": "@CODE@/deploy/nginx/hocso-proxy.conf",
    "CODE": "/opt/hocso/current",
    "RUN": "/run/hocso",
    "VAR": "/var/lib/hocso",
    "ACME": "/var/www/html",
    "CERTIFICATE": "/etc/letsencrypt/live/@HOST@/fullchain.pem",
    "CERTIFICATE_KEY": "/etc/letsencrypt/live/@HOST@/privkey.pem",
    "ACCESS_LOG": "/var/log/nginx/hocso.log",
}


class Unfilled(Exception):
    """The template has a place for which nothing was given."""


def render(template: str, given: Mapping[str, str]) -> str:
    """Return ``template`` with every @NAME@ replaced, also those inside the values.

    Raises:
        Unfilled: naming the places for which there is neither a value nor a default.
    """
    values = {**DEFAULTS, **given}
    text = template
    for _round in range(2):
        missing = {name for name in PLACE.findall(text) if name not in values}
        if missing:
            raise Unfilled(", ".join(sorted(missing)))
        text = PLACE.sub(lambda found: values[found[1]], text)
    return text


def main(arguments: list[str]) -> int:
    """Print the filled-in template; 2 when something is missing."""
    if not arguments or any("=" not in pair for pair in arguments[1:]):
        sys.stderr.write("usage: render.py TEMPLATE NAME=value …\n")
        return 2
    given = dict(pair.split("=", 1) for pair in arguments[1:])
    try:
        sys.stdout.write(render(Path(arguments[0]).read_text(encoding="utf-8"), given))
    except Unfilled as error:
        sys.stderr.write(f"still to be given: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
