"""Where bytes live: immutable objects under opaque keys, behind one protocol for all drivers.

It writes, finds, reads and removes bytes, and makes them durable before it says so. It never knows
what they mean or who may see them: no Django, no queries, no digests computed, no names of clients
in a key, and nothing here decides that an object may go.
"""
