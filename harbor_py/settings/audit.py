"""Where the audit log is told to besides."""

from harbor_py.settings import env

AUDIT_FORWARD_URL = env.url("HARBOR_AUDIT_FORWARD_URL", schemes=("tcp", "tls"))
"""A syslog collector that every row is sent to, as `tcp://host:port` or `tls://host:port`.
Absent: none."""

AUDIT_FORWARD_CA_FILE = env.file("HARBOR_AUDIT_FORWARD_CA_FILE")
"""Certificates that the collector's own must come from (PEM). Absent: those of the system."""
