"""The door of another registry: answers ``/v2/`` to whom it knows, and notes what it was sent."""

import base64
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

LOOPBACK = "127.0.0.1"
NOT_FOR_EYES = "what-the-other-side-says-in-a-body"
"""In every body that it sends; nobody may ever be shown it."""


class SmallRegistry:
    """Wants Basic credentials if it is given *login*; as a *page* it is no registry at all."""

    def __init__(
        self,
        login: tuple[str, str] | None = None,
        *,
        certificate: Path | None = None,
        page: bool = False,
        port: int = 0,
    ) -> None:
        self.login, self.is_page = login, page
        self.seen: list[tuple[str, str]] = []
        """Paths that were asked for, each with the credentials that came along."""
        self._http = ThreadingHTTPServer((LOOPBACK, port), _handler(self))
        self._http.daemon_threads = True
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            # With the handshake in the thread of the connection, one that fails holds up no other.
            self._http.socket = context.wrap_socket(
                self._http.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "http" if certificate is None else "https"
        self.port = self._http.server_address[1]
        self.url = f"{scheme}://{LOOPBACK}:{self.port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    @property
    def credentials(self) -> set[str]:
        """Whatever it was sent to prove who asks."""
        return {sent for _, sent in self.seen if sent}

    def answer(self, path: str, sent: str) -> tuple[int, dict[str, str]]:
        self.seen.append((path, sent))
        if self.is_page:
            return 200, {"Content-Type": "text/html"}
        headers = {
            "Content-Type": "application/json",
            "Docker-Distribution-Api-Version": "registry/2.0",
        }
        if self.login is not None and sent != basic(*self.login):
            return 401, headers | {"WWW-Authenticate": 'Basic realm="small"'}
        return 200 if path == "/v2/" else 404, headers

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def basic(username: str, password: str) -> str:
    return f"Basic {base64.b64encode(f'{username}:{password}'.encode()).decode()}"


def _handler(registry: SmallRegistry) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            sent = self.headers.get("Authorization", "")
            status, headers = registry.answer(self.path, sent)
            body = f'{{"errors": [], "more": "{NOT_FOR_EYES}"}}'.encode()
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # it hung up, or does not trust us: that is what is tested
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base's name
            """Say nothing."""

    return Handler
