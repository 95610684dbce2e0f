"""The server itself: its clock, its disk, what it may write."""

import datetime as dt
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

from learn.doctor.findings import Finding, fault, ok, skipped, warning

# One-time codes of authenticator apps change every 30 s, and one step either way is let through.
MOST_SECONDS_OFF = 20
LEAST_FREE_GB, SCARCE_GB = 1, 5


def clock() -> Finding:
    """Check our clock against the database's, and that Vietnam's days are known."""
    name = "clock"
    if connection.vendor != "postgresql":
        return skipped(name, "There is no second clock to compare with.")
    with connection.cursor() as cursor:
        before = dt.datetime.now(dt.UTC)
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
    off = abs((theirs - before).total_seconds())
    if off > MOST_SECONDS_OFF:
        return fault(
            name,
            f"This server and the database differ by {off:.0f} s: codes and days will be wrong.",
            "Turn on time synchronisation on both: timedatectl set-ntp true",
        )
    return ok(name, f"{off:.1f} s from the database's")


def synchronised() -> Finding:
    """Check that something sets the clock right."""
    name = "time synchronisation"
    marks = [Path("/run/systemd/timesync/synchronized"), Path("/run/chrony"), Path("/run/ntpd.pid")]
    if any(mark.exists() for mark in marks):
        return ok(name, "on")
    return warning(
        name,
        "Nothing seems to set this server's clock.",
        "apt-get install systemd-timesyncd, then timedatectl set-ntp true. Some virtual machines "
        "get the time from their host; then this may be ignored.",
    )


def disk() -> Finding:
    """Check that there is room where the site writes."""
    name = "disk"
    folder = Path(settings.VAR_DIR)
    free = shutil.disk_usage(folder).free / 1024**3
    seen = f"{free:.1f} GB free under {folder}"
    remedy = "Delete old releases and backups (du -xh / | sort -h | tail), or enlarge the disk."
    if free < LEAST_FREE_GB:
        return fault(name, f"Only {seen}.", remedy)
    if free < SCARCE_GB:
        return warning(name, f"Only {seen}.", remedy)
    return ok(name, seen)


def settings_file() -> Finding:
    """Check that nobody but root and the site can read the settings."""
    name = "settings file"
    path = Path(os.environ.get("HOCSO_SETTINGS", "/etc/hocso/hocso.env"))
    if not path.exists():
        return skipped(name, f"{path} isn't there; settings come from elsewhere.")
    if path.stat().st_mode & 0o007:
        return fault(
            name,
            f"Everybody on this server can read {path}.",
            f"chown root:hocso {path} && chmod 640 {path}",
        )
    return ok(name, f"{path} is private")
