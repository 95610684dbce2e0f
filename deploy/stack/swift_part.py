"""Runs a part of OpenStack Swift with the system's Python; started by deploy.stack.store.

python3 swift_part.py SWIFT_CONF rings PART=PORT …        as swift-ring-builder, thrice
python3 swift_part.py SWIFT_CONF serve PART.CONF PART     as swift-<part>
"""

import sys
from pathlib import Path

from swift.common import utils

# Debian's tools know only /etc/swift; a stack of tests leaves that folder alone.
utils.SWIFT_CONF_FILE = sys.argv[1]

from swift.cli import ringbuilder  # noqa: E402 - after the path is set
from swift.common.wsgi import run_wsgi  # noqa: E402


def build(part: str, port: str) -> None:
    """Make the ring of a part: one disk on this machine holds everything, once."""
    file = str(Path(sys.argv[1]).with_name(f"{part}.builder"))
    device = f"r1z1-127.0.0.1:{port}/d1"
    for act in (["create", "2", "1", "1"], ["add", device, "1"], ["rebalance"]):
        # The tool reads its options from here and ends the program after each act.
        sys.argv[1:] = [file, *act]
        try:
            ringbuilder.main(["swift-ring-builder", file, *act])
        except SystemExit as end:
            if end.code:
                raise


if sys.argv[2] == "rings":
    conf = sys.argv[1]
    for pair in list(sys.argv[3:]):
        sys.argv[1] = conf
        build(*pair.split("=", 1))
else:
    sys.exit(run_wsgi(sys.argv[3], sys.argv[4]))
