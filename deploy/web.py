"""One web process of the site: what hocso-web@.service starts, twice."""

import os

# The socket comes from systemd (hocso-web@.socket) and outlives a restart: connections wait in it.
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
# Loaded before systemd is told "ready", so a release that can't start never replaces one that runs.
preload_app = True
timeout = 60
# Long enough for the slowest page; nginx gives up on a request after a minute.
graceful_timeout = 60
# nginx opens a connection a request: none can be closed under a request that is just being sent.
keepalive = 0
# A slow leak never grows old; the spread keeps workers from being replaced at the same moment.
max_requests = 20_000
max_requests_jitter = 2_000
loglevel = "warning"
errorlog = "-"
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - heartbeat files
