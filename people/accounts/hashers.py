"""Password hashing for a small machine."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LightArgon2PasswordHasher(Argon2PasswordHasher):
    """argon2id with OWASP's lighter parameters (19 MiB, t=2, p=1).

    Django's own parameters allow four sign-ins a second on two cores, these allow over thirty.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
