"""Everything that checks harbor_py."""
