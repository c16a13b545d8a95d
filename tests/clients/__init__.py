"""Scenarios run by real clients against a real server."""
