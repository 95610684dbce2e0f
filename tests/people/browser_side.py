"""A browser as web push sees it: keys of its own, and the way to read what was sealed for them.

Written from RFC 8188, 8291 and 8292, apart from the package that seals and signs.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
SALT, SIZE, KEY_LENGTH = 16, 4, 65


def text_of(raw: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    """Return what base64url without padding stands for."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Browser:
    """One that registered itself at its maker."""

    endpoint: str = "https://fcm.googleapis.com/fcm/send/abc"
    key: Any = field(default_factory=lambda: ec.generate_private_key(CURVE))
    secret: bytes = b"0123456789abcdef"

    @property
    def public(self) -> bytes:
        """The public key as a point."""
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def registration(self) -> dict[str, str]:
        """What the page sends when somebody presses the button."""
        keys = {"p256dh": text_of(self.public), "auth": text_of(self.secret)}
        return {"endpoint": self.endpoint, **keys}

    def read(self, sealed: bytes) -> dict[str, str]:
        """Return what was sealed for this browser; fails when it wasn't."""
        salt, rest = sealed[:SALT], sealed[SALT:]
        size, length = int.from_bytes(rest[:SIZE], "big"), rest[SIZE]
        assert length == KEY_LENGTH
        sender, content = rest[SIZE + 1 :][:length], rest[SIZE + 1 + length :]
        assert len(content) <= size, "RFC 8291 wants a single record"
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender)
        shared = self.key.exchange(ec.ECDH(), theirs)
        info = b"WebPush: info\0" + self.public + sender
        material = derived(self.secret, shared, info, 32)
        key = derived(salt, material, b"Content-Encoding: aes128gcm\0", 16)
        nonce = derived(salt, material, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, content, None).rstrip(b"\0")
        assert plain.endswith(b"\x02"), "the last record ends with 2"
        return json.loads(plain[:-1])


def derived(salt: bytes, material: bytes, info: bytes, length: int) -> bytes:
    """Return the first block of HKDF-SHA256, cut to ``length``."""
    pseudo = hmac.new(salt, material, hashlib.sha256).digest()
    return hmac.new(pseudo, info + b"\x01", hashlib.sha256).digest()[:length]


def claims_of(authorization: str, public_key: str) -> dict[str, Any]:
    """Return what the site claims in a VAPID header; fails when the signature isn't its own."""
    scheme, _space, rest = authorization.partition(" ")
    assert scheme == "vapid"
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert parts["k"] == public_key
    head, body, signature = parts["t"].split(".")
    assert json.loads(bytes_of(head))["alg"] == "ES256"
    raw = bytes_of(signature)
    assert len(raw) == 64
    r, s = (int.from_bytes(half, "big") for half in (raw[:32], raw[32:]))
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, bytes_of(public_key))
    key.verify(encode_dss_signature(r, s), f"{head}.{body}".encode(), ec.ECDSA(hashes.SHA256()))
    return json.loads(bytes_of(body))
