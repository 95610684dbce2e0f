"""The unit files of deploy/systemd, read so that the stack runs what systemd would run."""

import shlex
import shutil
import subprocess
from pathlib import Path

from deploy.stack.processes import ROOT

FOLDER = ROOT / "deploy" / "systemd"
CODE = "/opt/hocso/current"
SETTINGS = "/etc/hocso/hocso.env"
VAR = "/var/lib/hocso"


def moved(text: str, *, settings: Path, var: Path) -> str:
    """Return a unit's text with the folders of a server replaced by the stack's."""
    return text.replace(CODE, str(ROOT)).replace(SETTINGS, str(settings)).replace(VAR, str(var))


def command_of(unit: str, *, settings: Path, var: Path) -> list[str]:
    """Return the command that a unit file starts.

    Args:
        unit: the file's name, for instance "hocso-worker.service".
        settings: the stack's hocso.env.
        var: the stack's folder in the place of /var/lib/hocso.
    """
    text = moved((FOLDER / unit).read_text(encoding="utf-8"), settings=settings, var=var)
    line = next(line for line in text.splitlines() if line.startswith("ExecStart="))
    return shlex.split(line.partition("=")[2])


def verified(folder: Path, *, settings: Path, var: Path) -> str:
    """Return what systemd finds wrong with the units: "" if nothing, "skipped" without systemd.

    Args:
        folder: where copies with the stack's folders are written.
        settings: the stack's hocso.env.
        var: the stack's folder in the place of /var/lib/hocso.
    """
    program = shutil.which("systemd-analyze")
    if program is None:
        return "skipped"
    folder.mkdir()
    for path in FOLDER.iterdir():
        # An instance and not the template is what systemd can check.
        name = path.name.replace("@.", "@1.")
        text = moved(path.read_text(encoding="utf-8"), settings=settings, var=var)
        (folder / name).write_text(text, encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own command line
        [program, "verify", "--man=no", *sorted(str(path) for path in folder.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    # Units of the machine itself are none of our business.
    lines = [line for line in done.stderr.splitlines() if "hocso" in line]
    return "\n".join(lines)
