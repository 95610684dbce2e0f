"""A certificate for localhost, signed by an authority of its own that lives as long as the stack."""

import datetime as dt
import ipaddress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Papers:
    """Paths of the authority's certificate, and of the site's certificate and key."""

    authority: Path
    certificate: Path
    key: Path


def make(folder: Path) -> Papers:
    """Write the three files into ``folder`` and return their paths."""
    authority_key, site_key = (ec.generate_private_key(ec.SECP256R1()) for _key in range(2))
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Hoc So stack authority")])
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    authority = (
        _begun(issuer, issuer, authority_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    certificate = (
        _begun(subject, issuer, site_key.public_key())
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    papers = Papers(folder / "authority.pem", folder / "site.pem", folder / "site-key.pem")
    papers.authority.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    papers.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    papers.key.write_bytes(
        site_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return papers


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=60))
    )
