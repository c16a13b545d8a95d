"""Projects under ``/api/v2.0``: they show, and are kept by, the repositories in them."""
