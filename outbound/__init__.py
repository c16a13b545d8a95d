"""Every request that leaves for an address somebody typed in goes through here, and is guarded.

It connects to nothing that it did not check, follows no redirect with credentials, waits for nobody
without end and keeps to what it was told to trust. It never reads the environment: no proxies, no
settings; and it never knows what the answers mean: no Django, no rows.
"""
