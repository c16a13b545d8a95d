"""Whom requests may reach that users and administrators have the registry make."""

from harbor_py.settings import env
from outbound.addresses import Allowed

OUTBOUND_ALLOWED = env.parsed("HARBOR_OUTBOUND_ALLOW", Allowed.parse)
"""What may be called besides, comma-separated: addresses, CIDR ranges, hosts and `*.domain`, each
but a range perhaps with a `:port`. Absent: public addresses, and private ones in what system
administrators set up; never loopback, link-local and metadata addresses of clouds."""
