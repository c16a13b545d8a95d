"""The OCI distribution protocol on the wire, and the token endpoint: thin, on the event loop.

Bytes move on the loop, decisions run in threads of ``pools``. Knows no REST framework and asks no
permission queries.
"""
