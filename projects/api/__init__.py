"""Who calls the REST API, and the members of projects under ``/api/v2.0``."""
