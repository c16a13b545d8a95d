"""The product with a shorter patience for slow bodies, so that a test need not wait a minute."""

from harbor_py import asgi, request_body

request_body.IDLE_SECONDS = 3.0
application = asgi.application
