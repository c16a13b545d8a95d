"""The registry's heart: repositories, blobs, uploads, manifests, tags.

The database alone says what is visible; bytes are content-addressed and never changed. Knows
nothing of HTTP.
"""
