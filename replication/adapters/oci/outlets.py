"""The way out to a registry: who may be reached, and whose certificates count (R18)."""

from django.conf import settings

from outbound.addresses import Reach
from outbound.client import Client
from outbound.guard import Guard
from outbound.timeouts import Timeouts
from outbound.trust import Trust
from replication.adapters.base import Connection, Limits

CONNECT = 10.0
"""Seconds that a connection may take, however patient one is otherwise."""


def client_for(connection: Connection, limits: Limits) -> Client:
    reach = Reach.PRIVATE if connection.may_be_private else Reach.PUBLIC
    guard = Guard(reach, settings.OUTBOUND_ALLOWED)
    trust = Trust(connection.ca_certificate, connection.is_insecure)
    patience = limits.patience
    timeouts = Timeouts(connect=min(patience, CONNECT), idle=patience, deadline=patience)
    return Client(guard, trust, timeouts)
