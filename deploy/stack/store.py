"""A real S3-compatible object store: OpenStack Swift with its S3 interface, one copy, one disk.

Why Swift: docs/decisions/0008-object-store-for-tests.md.
"""

import getpass
import secrets
from dataclasses import dataclass
from pathlib import Path

from deploy.stack.processes import Processes, answers, run, wait_for

SYSTEM_PYTHON = "/usr/bin/python3"
PART = str(Path(__file__).with_name("swift_part.py"))
PARTS = ("account", "container", "object")
ACCOUNT, USER, BUCKET, REGION = "hocso", "media", "hocso-media", "us-east-1"
SWIFT_CONF = """[swift-hash]
swift_hash_path_prefix = {prefix}
swift_hash_path_suffix = {suffix}
[storage-policy:0]
name = one-copy
default = yes
"""
BASE = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
user = {user}
swift_dir = {folder}
workers = 0
log_level = ERROR
"""
# A plain folder in the place of a mounted disk.
KEEPER = """devices = {folder}/disks
mount_check = false
disable_fallocate = true
[pipeline:main]
pipeline = {part}-server
[app:{part}-server]
use = egg:swift#{part}
"""
DOOR = """[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:s3api]
use = egg:swift#s3api
location = {region}
[filter:slo]
use = egg:swift#slo
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{name} = {secret} .admin
"""


@dataclass(frozen=True)
class Store:
    """Where the store answers and with which keys."""

    endpoint: str
    access_key: str
    secret_key: str
    bucket: str = BUCKET
    region: str = REGION

    def client(self) -> object:
        """Return a boto3 client, for making the bucket and looking into it."""
        import boto3  # noqa: PLC0415 - only where a store is used
        from botocore.config import Config  # noqa: PLC0415

        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            region_name=self.region,
            config=Config(
                s3={"addressing_style": "path"},
                signature_version="s3v4",
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )


def start(processes: Processes, folder: Path, ports: list[int]) -> Store:
    """Start the store and make its bucket.

    Args:
        processes: where its four parts are kept.
        folder: for its files; nothing in it is kept.
        ports: four free ports: account, container, object, proxy.
    """
    (folder / "disks" / "d1").mkdir(parents=True)
    conf = folder / "swift.conf"
    conf.write_text(SWIFT_CONF.format(prefix=secrets.token_hex(8), suffix=secrets.token_hex(8)))
    secret = secrets.token_hex(20)
    names = {"folder": folder, "user": getpass.getuser()}
    for part, port in zip(PARTS, ports, strict=False):
        text = BASE.format(port=port, **names) + KEEPER.format(part=part, folder=folder)
        (folder / f"{part}.conf").write_text(text)
    door = DOOR.format(account=ACCOUNT, name=USER, secret=secret, region=REGION)
    (folder / "proxy.conf").write_text(BASE.format(port=ports[3], **names) + door)
    rings = [f"{part}={port}" for part, port in zip(PARTS, ports, strict=False)]
    run([SYSTEM_PYTHON, PART, str(conf), "rings", *rings])
    for part in (*PARTS, "proxy"):
        command = [SYSTEM_PYTHON, PART, str(conf), "serve"]
        processes.start(f"store-{part}", [*command, str(folder / f"{part}.conf"), f"{part}-server"])
    wait_for("the object store", lambda: all(answers(port) for port in ports))
    store = Store(f"http://127.0.0.1:{ports[3]}", f"{ACCOUNT}:{USER}", secret)
    store.client().create_bucket(Bucket=store.bucket)  # type: ignore[attr-defined]
    return store
