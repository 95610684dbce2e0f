"""The object store as far as it can be seen without one; `make stack` uses a real one."""

from learn.object_store import ObjectStore


def store() -> ObjectStore:
    """Return a store at an address where nobody answers."""
    return ObjectStore(
        bucket_name="hocso-media",
        endpoint_url="http://127.0.0.1:1",
        access_key="a",
        secret_key="b",
        region_name="us-east-1",
    )


def test_addresses_are_our_own() -> None:
    """Pages load nothing from another host, and a key is never part of an address."""
    assert store().url("images/ảnh bìa.png") == "/media/images/%E1%BA%A3nh%20b%C3%ACa.png"


def test_nothing_is_overwritten_by_chance() -> None:
    """Two uploads of one name are two files."""
    assert store().file_overwrite is False
    assert store().default_acl is None


def test_any_compatible_store_understands_us() -> None:
    """Buckets by path, no checksums that only Amazon knows, an end to waiting."""
    config = store().client_config
    assert config.s3["addressing_style"] == "path"
    assert config.request_checksum_calculation == "when_required"
    assert config.connect_timeout == 5
