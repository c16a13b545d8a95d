"""The product with little patience, and a place for one body, so that a test need not wait."""

from harbor_py import asgi, django_bridge

django_bridge.READ_SECONDS = 2.0
django_bridge.READING_AT_ONCE = 1
application = asgi.application
