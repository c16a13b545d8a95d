"""Where the registry listens and what it is called from outside."""

from harbor_py.settings import env

HTTP_HOST = env.address("HARBOR_HTTP_HOST", default="127.0.0.1")
"""The address to listen on. The default answers this machine only."""

HTTP_PORT = env.integer("HARBOR_HTTP_PORT", default=8080, minimum=1, maximum=65535)
"""The port to listen on."""

EXTERNAL_URL = env.origin("HARBOR_EXTERNAL_URL")
"""The URL that clients use, for the token realm. Absent: taken from each request's `Host`."""

TRUSTED_PROXIES = env.networks("HARBOR_TRUSTED_PROXIES")
"""Addresses and CIDR ranges, comma-separated, whose `X-Forwarded-For` and `-Proto` are believed."""

WEB_WORKERS = env.integer("HARBOR_WEB_WORKERS", default=1, minimum=1, maximum=64)
"""Web processes. One serves a laptop; in production, one a core."""
