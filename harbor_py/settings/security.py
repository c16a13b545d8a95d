"""Secrets, passwords and who may speak to Django at all."""

from harbor_py import secret_key
from harbor_py.settings import env
from harbor_py.settings.paths import DATA_DIR

ADMIN_PASSWORD = env.secret("HARBOR_ADMIN_PASSWORD")
"""Password of `admin` at first start. Absent: a random one is made and shown once.
`HARBOR_ADMIN_PASSWORD_FILE` names a file instead."""

SECRET_KEY = env.secret("HARBOR_SECRET_KEY") or secret_key.load(DATA_DIR)
"""Encrypts signing keys; the same on every node, or the start is refused. Absent: made at first
start, kept in the data folder. `HARBOR_SECRET_KEY_FILE` names a file instead."""

# Names of hosts are not what protects us: nothing is built from `Host` but the token realm,
# which has its own grammar check.
ALLOWED_HOSTS = ["*"]
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["guardian.backends.ObjectPermissionBackend"]
ANONYMOUS_USER_NAME = None
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # names are unique among users that were not deleted
PASSWORD_HASHERS = ["accounts.passwords.Hasher"]
ARGON2_MEMORY_MIB = env.integer("HARBOR_ARGON2_MEMORY_MIB", default=64, minimum=12, maximum=1024)
"""MiB that hashing one password takes, and time with it: the more, the less a thief of the
database can guess. Choose before the first start: it counts for passwords set from then on."""
SECURE_CONTENT_TYPE_NOSNIFF = True

TOKEN_SERVICE = "harbor-registry"  # noqa: S105  # a public name
TOKEN_ISSUER = "harbor-token-issuer"  # noqa: S105  # a public name

TOKEN_MINUTES = env.integer("HARBOR_TOKEN_MINUTES", default=30, minimum=1, maximum=1440)
"""Minutes that a registry token is valid."""
