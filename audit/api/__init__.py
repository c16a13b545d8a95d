"""The audit log under ``/api/v2.0``: as Harbor's clients ask for it, and as ours do."""
