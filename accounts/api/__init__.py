"""The conventions of every REST endpoint, and users under ``/api/v2.0``."""
