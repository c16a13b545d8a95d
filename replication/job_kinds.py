"""Registers the kinds of jobs of replication, by importing what does them."""

from replication import health, runs  # noqa: F401  # each registers its own
