"""Starts the stack, shows what it was asked for and prints one JSON line last."""

import argparse
import contextlib
import json
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from deploy.stack import data, proofs, rolling, store, tls, units
from deploy.stack.processes import ROOT, DidNotStart, Processes, answers, free_ports, wait_for
from deploy.stack.site import WEBS, Ports, Site


def main() -> int:
    """Run; 0 when all that was asked for holds."""
    parser = argparse.ArgumentParser(prog="make stack", description=__doc__)
    parser.add_argument(
        "--main-job", action="store_true", help="sign-up to certificate, by Chromium"
    )
    parser.add_argument("--rolling-restart", action="store_true", help="restart both under load")
    parser.add_argument("--serve", action="store_true", help="stay until Ctrl-C")
    parser.add_argument("--port", type=int, default=0, help="of the site; default: any free one")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="hocso-stack-"))
    folder.chmod(0o755)
    processes = Processes(folder)
    try:
        seen = _run(asked, folder, processes)
    except DidNotStart as error:
        seen = {"holds": False, "error": str(error)}
    except KeyboardInterrupt:
        seen = {"holds": False, "error": "ended by hand"}
    finally:
        processes.stop_all()
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(f"{json.dumps(seen, ensure_ascii=False)}\n")
    return 0 if seen["holds"] else 1


def _run(asked: argparse.Namespace, folder: Path, processes: Processes) -> dict[str, object]:
    began = time.monotonic()
    ports = free_ports(10)
    sms_token = secrets.token_hex(16)
    https = asked.port or ports[9]
    site = Site(processes, folder, Ports(ports[6], ports[7], ports[8], https), tls.make(folder))
    _say("PostgreSQL and Redis")
    held = data.start(processes, folder, ports[:2])
    _say("object store (OpenStack Swift)")
    (folder / "store").mkdir()
    objects = store.start(processes, folder / "store", ports[2:6])
    _say("gateway of messages")
    gateway = [
        sys.executable,
        "-m",
        "deploy.stack.gateway",
        str(ports[6]),
        str(ports[7]),
        sms_token,
    ]
    processes.start("gateway", gateway)
    wait_for("the gateway", lambda: answers(ports[6]) and answers(ports[7]))
    site.write_settings(held, objects, sms_token)
    faults = units.verified(folder / "units", settings=site.settings, var=site.var)
    _say("the site's database and files")
    site.prepare()
    _say("nginx, web 1, web 2, worker, beat")
    site.start_background()
    for number in WEBS:
        site.start_web(number)
    site.start_nginx()
    _say(f"{site.address}/ after {time.monotonic() - began:.0f} s")
    seen: dict[str, object] = {"units": faults or "ok", "headers": proofs.headers(site)}
    seen["picture_from_store"] = proofs.picture(site, objects)
    seen["doctor"] = _doctor(site)
    if asked.main_job:
        _say("the main job")
        seen["main_job"] = job = _main_job(site, f"http://127.0.0.1:{ports[6]}/messages")
        seen["store"] = proofs.stored(objects, str(job.get("pdf_sha256", "")))
    if asked.rolling_restart:
        _say("rolling restart under load")
        seen["rolling_restart"] = rolling.restart_under_load(site)
    if asked.serve:
        _say("Ctrl-C ends it")
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
    seen["seconds"] = round(time.monotonic() - began)
    seen["holds"] = _holds(seen)
    return seen


def _doctor(site: Site) -> dict[str, object]:
    """Ask the doctor until it finds nothing at fault; return what isn't fine.

    A worker needs some seconds after its start before it answers, so one look could be too early.
    """
    until = time.monotonic() + 90
    while True:
        found = json.loads(site.manage("doctor", "--json", accepted=(0, 1)))
        if found["healthy"] or time.monotonic() > until:
            break
        time.sleep(5)
    return {
        "healthy": found["healthy"],
        "checks": len(found["findings"]),
        "not_fine": [finding for finding in found["findings"] if finding["state"] != "ok"],
    }


def _main_job(site: Site, inbox: str) -> dict[str, object]:
    """Run the main job against the site; return its last line."""
    done = subprocess.run(  # noqa: S603 - our own command line
        [
            sys.executable,
            "-m",
            "tests.browser.main_job",
            "--base-url",
            site.address,
            "--inbox",
            inbox,
        ],
        cwd=ROOT,
        env=site.env,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        return {"holds": False, "error": f"{done.stdout[-1000:]}{done.stderr[-3000:]}"}
    return {"holds": True, **json.loads(lines[-1])}


def _holds(seen: dict) -> bool:
    job, restart = seen.get("main_job"), seen.get("rolling_restart")
    return (
        seen["units"] in {"ok", "skipped"}
        and not seen["headers"]["not_exactly_once"]
        and seen["headers"]["static"] == 200
        and seen["picture_from_store"] is not False
        and seen["doctor"]["healthy"]
        and (job is None or (job["holds"] and seen["store"]["certificate_comes_from_store"]))
        and (restart is None or not restart["failed"])
    )


def _say(text: str) -> None:
    """Print a step with the time of day: what takes long is seen."""
    sys.stdout.write(f"{time.strftime('%X')} {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
