"""Replication: images move between this registry and others, by policies and on schedules."""
