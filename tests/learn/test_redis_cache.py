"""One client a server: Django would make one at every access."""

from learn.redis_cache import KeptClient, RedisCache


def test_the_same_client_is_used_again() -> None:
    cache = RedisCache("redis://127.0.0.1:6379/9", {})
    client = cache._cache
    assert isinstance(client, KeptClient)
    assert client.get_client() is client.get_client(write=True)


def test_each_server_has_its_own() -> None:
    client = KeptClient(["redis://127.0.0.1:6379/8", "redis://127.0.0.1:6379/9"])
    assert client.get_client(write=True) is not client.get_client()
