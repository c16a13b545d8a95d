"""What the audit log needs done beside the requests: sealing, and forwarding where that is set."""

import threading

from audit import forwarding, sealer


def run(stop: threading.Event) -> None:
    """Run until *stop* is set. A collector that is slow or away holds up no seal."""
    forwarder = None
    if forwarding.is_wanted():
        forwarder = threading.Thread(target=forwarding.run, args=(stop,), name="audit-forwarder")
        forwarder.start()
    sealer.run(stop)
    if forwarder is not None:
        forwarder.join()


def start(stop: threading.Event) -> threading.Thread:
    """Run in a thread of a process that does other things as well."""
    thread = threading.Thread(target=run, args=(stop,), name="audit-upkeep", daemon=True)
    thread.start()
    return thread
