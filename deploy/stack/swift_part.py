"""Runs a part of OpenStack Swift with the system's Python; started by deploy.stack.store.

    python3 swift_part.py SWIFT_CONF ring BUILDER_FILE …      as swift-ring-builder
    python3 swift_part.py SWIFT_CONF serve PART.CONF PART     as swift-<part>
"""

import sys

from swift.common import utils

# Debian's tools know only /etc/swift; a stack of tests leaves that folder alone.
utils.SWIFT_CONF_FILE = sys.argv[1]

from swift.cli import ringbuilder  # noqa: E402 - after the path is set
from swift.common.wsgi import run_wsgi  # noqa: E402

if sys.argv[2] == "ring":
    ringbuilder.main(["swift-ring-builder", *sys.argv[3:]])
else:
    sys.exit(run_wsgi(sys.argv[3], sys.argv[4]))
