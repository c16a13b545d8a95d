"""Hostile bytes stay in a cage (R19): ``cage`` runs a small program of this folder on them.

The programs are no part of this process: nothing imports them, and they import nothing of ours.
"""
