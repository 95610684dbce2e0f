"""To whom notices may be handed: an address that a browser names is an address somebody chose.

Only hosts of browsers' makers, by HTTPS on its own port, and only where the name leads to a public
address: otherwise whoever registers a device could have this server knock on the house's doors.
"""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from django.conf import settings

from people.messages.wire import TIMEOUT_SECONDS, Refused

HTTPS = 443
LONGEST = 1000


def is_allowed(endpoint: str) -> bool:
    """Return whether ``endpoint`` is one that a browser of a known maker would name."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if len(endpoint) > LONGEST or not endpoint.isascii() or set(endpoint) & set(" \\\t\r\n"):
        return False
    is_plain = parts.scheme == "https" and port in (None, HTTPS) and "@" not in parts.netloc
    return is_plain and len(parts.path) > 1 and _is_known(parts.hostname or "")


def connection_to(endpoint: str) -> http.client.HTTPConnection:
    """Return a connection to where ``endpoint`` leads, which isn't open yet.

    Raises:
        Refused: when the endpoint isn't allowed.
    """
    if not is_allowed(endpoint):
        raise Refused("endpoint not allowed")
    return PublicConnection(urlsplit(endpoint).hostname or "", timeout=TIMEOUT_SECONDS)


def public_address(host: str) -> str:
    """Return an address of ``host``.

    Raises:
        Refused: when any of its addresses lies inside a house or a machine.
        OSError: when there is no such name.
    """
    found = {row[4][0] for row in socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)}
    for text in found:
        address = ipaddress.ip_address(str(text).partition("%")[0])
        inner = getattr(address, "ipv4_mapped", None) or address
        if not inner.is_global or inner.is_multicast:
            raise Refused("address not public")
    return str(sorted(found, key=lambda text: ":" in str(text))[0])


class PublicConnection(http.client.HTTPConnection):
    """HTTPS to the very address that was found to be public; the name is asked for once."""

    default_port = HTTPS

    def connect(self) -> None:
        """Connect, and prove that the other side is who its name says."""
        link = socket.create_connection((public_address(self.host), HTTPS), self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(link, server_hostname=self.host)


def _is_known(host: str) -> bool:
    return any(
        host.endswith(name) if name.startswith(".") else host == name
        for name in settings.PUSH_HOSTS
    )
