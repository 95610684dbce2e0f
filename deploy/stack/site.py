"""The site itself: settings from the template, database and files made ready, nginx, two web
processes, worker and beat, each as its unit file says."""

import os
import secrets
import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from deploy.render import render
from deploy.stack import units
from deploy.stack.data import Data
from deploy.stack.processes import ROOT, Processes, answers, run, wait_for
from deploy.stack.store import Store
from deploy.stack.tls import Papers

NGINX = """daemon off;
{user}
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log warn;
include /etc/nginx/modules-enabled/*brotli-static.conf;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    client_body_temp_path {folder}/nginx-body;
    proxy_temp_path {folder}/nginx-proxy;
    fastcgi_temp_path {folder}/nginx-other;
    uwsgi_temp_path {folder}/nginx-other;
    scgi_temp_path {folder}/nginx-other;
    include {folder}/hocso.conf;
}}
"""
WEBS = (1, 2)


@dataclass(frozen=True)
class Ports:
    """Where the gateway and the site's two doors are."""

    sms: int
    mail: int
    http: int
    https: int


class Site:
    """A site under a folder: everything it runs and everything it needs to run it."""

    def __init__(self, processes: Processes, folder: Path, ports: Ports, papers: Papers) -> None:
        self.processes = processes
        self.folder = folder
        self.ports = ports
        self.papers = papers
        self.var = folder / "var"
        self.settings = folder / "hocso.env"
        self.address = f"https://localhost:{ports.https}"
        self.env: dict[str, str] = {}
        self.doors: dict[int, socket.socket] = {}

    def write_settings(self, data: Data, store: Store, sms_token: str) -> None:
        """Fill in deploy/env/hocso.env as an engineer does, and take it as the environment."""
        template = (ROOT / "deploy" / "env" / "hocso.env").read_text(encoding="utf-8")
        text = render(
            template,
            {
                "HOST": "localhost",
                "SITE_URL": self.address,
                "VAR": str(self.var),
                "SECRET_KEY": secrets.token_urlsafe(50),
                "MATCHING_KEY": secrets.token_urlsafe(50),
                "DATABASE_PASSWORD": data.database_password,
                "DATABASE_PORT": str(data.database_port),
                "REDIS": data.redis,
                "S3_BUCKET": store.bucket,
                "S3_ENDPOINT": store.endpoint,
                "S3_ACCESS_KEY": store.access_key,
                "S3_SECRET_KEY": store.secret_key,
                "S3_REGION": store.region,
                "SMS_HTTP_URL": f"http://127.0.0.1:{self.ports.sms}/send",
                "SMS_HTTP_TOKEN": sms_token,
                "EMAIL_HOST": "127.0.0.1",
                "EMAIL_PORT": str(self.ports.mail),
                "EMAIL_USER": "",
                "EMAIL_PASSWORD": "",
                "EMAIL_TLS": "no",
                "EMAIL_FROM": "hoc-so@localhost",
            },
        )
        # An authority of one's own is trusted by the same variable on a server.
        self.settings.write_text(f"{text}SSL_CERT_FILE={self.papers.authority}\n", encoding="utf-8")
        self.settings.chmod(0o600)
        lines = [line for line in self.settings.read_text(encoding="utf-8").splitlines() if line]
        given = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
        self.env = {**os.environ, **given}

    def manage(self, *arguments: str, accepted: tuple[int, ...] = (0,)) -> str:
        """Run manage.py with the site's settings, as deploy/manage.sh does on a server."""
        env = {**os.environ, "HOCSO_SETTINGS": str(self.settings)}
        return run([str(ROOT / "deploy" / "manage.sh"), *arguments], env=env, accepted=accepted)

    def prepare(self) -> None:
        """Do the steps of docs/operate/install.md between settings and first start."""
        self.var.mkdir()
        self.manage("compile_catalogues")
        with ThreadPoolExecutor() as beside:
            # Compressing takes as long as all the rest, and needs no database.
            static = beside.submit(self._collect)
            self.manage("migrate", "--verbosity", "0")
            self.manage("load_units")
            self.manage("ensure_site")
            self.manage("load_course", "vneid")
            self.manage("load_definitions")
            static.result()

    def _collect(self) -> None:
        self.manage("build_assets", "--verbosity", "0")
        self.manage("collectstatic", "--no-input", "--verbosity", "0")

    def start_nginx(self) -> None:
        """Write nginx's files, have nginx check them, and start it."""
        template = (ROOT / "deploy" / "nginx" / "hocso.conf").read_text(encoding="utf-8")
        text = render(
            template,
            {
                "HOST": "localhost",
                "SITE_URL": self.address,
                "HTTP": f"127.0.0.1:{self.ports.http}",
                "HTTPS": f"127.0.0.1:{self.ports.https} ssl http2",
                "CODE": str(ROOT),
                "RUN": str(self.folder),
                "VAR": str(self.var),
                "ACME": str(self.folder),
                "CERTIFICATE": str(self.papers.certificate),
                "CERTIFICATE_KEY": str(self.papers.key),
                "ACCESS_LOG": str(self.folder / "nginx-access.log"),
            },
        )
        (self.folder / "hocso.conf").write_text(text, encoding="utf-8")
        user = "user root;" if os.geteuid() == 0 else ""
        main = self.folder / "nginx.conf"
        main.write_text(NGINX.format(user=user, folder=self.folder), encoding="utf-8")
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        run([program, "-t", "-q", "-c", str(main)])
        self.processes.start("nginx", [program, "-c", str(main)])
        wait_for("nginx", lambda: answers(self.ports.https))

    def start_web(self, number: int) -> None:
        """Start a web process on its socket, which is opened once, and wait until it is ready."""
        if number not in self.doors:
            door = socket.socket(socket.AF_UNIX)
            door.bind(str(self.folder / f"web-{number}.sock"))
            door.listen(2048)
            self.doors[number] = door
        notice = self.folder / f"notify-{number}.sock"
        notice.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
            told.bind(str(notice))
            told.settimeout(0.05)
            self.processes.start(
                f"web-{number}",
                self._command("hocso-web@.service"),
                env={**self.env, "NOTIFY_SOCKET": str(notice)},
                listening=self.doors[number],
                ready=lambda: _says_ready(told),
                seconds=90,
            )

    def restart_web(self, number: int) -> None:
        """Do what `systemctl restart hocso-web@N` does."""
        self.processes.stop(f"web-{number}")
        self.start_web(number)

    def start_background(self) -> None:
        """Start worker and beat."""
        for name in ("worker", "beat"):
            self.processes.start(name, self._command(f"hocso-{name}.service"), env=self.env)

    def _command(self, unit: str) -> list[str]:
        return units.command_of(unit, settings=self.settings, var=self.var)


def _says_ready(told: socket.socket) -> bool:
    try:
        return b"READY=1" in told.recv(4096)
    except TimeoutError:
        return False
