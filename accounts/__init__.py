"""Who is calling: users, their credentials, and the principals that requests act as.

Knows nothing of projects, roles or tokens; those are ``projects``, one layer above.
"""
