"""What the stack shows about itself beside the main job: where files lie, which headers come."""

import hashlib
import http.client
import ssl
from collections import Counter

from deploy.stack.site import Site
from deploy.stack.store import Store

ONCE = (
    "Strict-Transport-Security",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "X-Frame-Options",
    "Cross-Origin-Opener-Policy",
)


def stored(store: Store, certificate_sha256: str) -> dict[str, object]:
    """Return what lies in the bucket, and whether the PDF that was downloaded is one of it.

    Args:
        store: the object store.
        certificate_sha256: of the bytes that the site sent as the certificate's PDF.
    """
    client = store.client()
    listed = client.list_objects_v2(Bucket=store.bucket).get("Contents", [])  # type: ignore[attr-defined]
    kinds, is_there = Counter(), False
    for entry in listed:
        kinds[entry["Key"].split("/", 1)[0]] += 1
        if entry["Key"].endswith(".pdf"):
            body = client.get_object(Bucket=store.bucket, Key=entry["Key"])["Body"].read()  # type: ignore[attr-defined]
            is_there |= hashlib.sha256(body).hexdigest() == certificate_sha256
    return {"objects": dict(kinds), "certificate_comes_from_store": is_there}


def picture(site: Site, store: Store) -> bool | None:
    """Return whether a stored picture is shown byte for byte; None when there is none."""
    client = store.client()
    listed = client.list_objects_v2(Bucket=store.bucket, Prefix="editions/").get("Contents", [])  # type: ignore[attr-defined]
    if not listed:
        return None
    key = listed[0]["Key"]
    kept = client.get_object(Bucket=store.bucket, Key=key)["Body"].read()  # type: ignore[attr-defined]
    status, _headers, shown = _get(site, f"/media/{key}")
    return status == 200 and shown == kept


def headers(site: Site) -> dict[str, object]:
    """Return which security headers a page lacks or sends twice, and how static files come."""
    _status, of_page, page = _get(site, "/vi/")
    counts = Counter(name.lower() for name, _value in of_page)
    wrong = [name for name in ONCE if counts[name.lower()] != 1]
    start = page.find(b"/static/")
    path = page[start : page.index(b'"', start)].decode()
    status, of_file, _body = _get(site, path, {"Accept-Encoding": "br"})
    found = {name.lower(): value for name, value in of_file}
    return {
        "not_exactly_once": wrong,
        "static": status,
        "static_encoding": found.get("content-encoding", ""),
        "static_is_kept": "immutable" in found.get("cache-control", ""),
    }


def _get(
    site: Site, path: str, extra: dict[str, str] | None = None
) -> tuple[int, list[tuple[str, str]], bytes]:
    trust = ssl.create_default_context(cafile=str(site.papers.authority))
    connection = http.client.HTTPSConnection(
        "localhost", site.ports.https, timeout=30, context=trust
    )
    try:
        connection.request("GET", path, headers=extra or {})
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    finally:
        connection.close()
