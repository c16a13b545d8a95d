"""What callers may do, and how much: projects, members, roles, tokens, quotas.

Knows nothing of manifests, tags or HTTP requests on the wire.
"""
